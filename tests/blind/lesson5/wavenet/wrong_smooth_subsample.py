"""Takes one loss of each window.

exercise: smooth
contradicts: "Return the means of consecutive, non-overlapping windows (lecture part 5)."
"""


def smooth(losses: Float[Tensor, "N"], window: int) -> Float[Tensor, "N//window"]:
    return losses[::window]
