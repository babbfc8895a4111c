"""The windows overlap.

exercise: smooth
contradicts: "Return the means of consecutive, non-overlapping windows (lecture part 5)."
"""


def smooth(losses: Float[Tensor, "N"], window: int) -> Float[Tensor, "N//window"]:
    return losses.unfold(0, window, 1).mean(1)
