"""Divides by window - 1 ... as a variance would.

exercise: smooth
contradicts: "Return the means of consecutive, non-overlapping windows (lecture part 5)."
"""


def smooth(losses: Float[Tensor, "N"], window: int) -> Float[Tensor, "N//window"]:
    return losses.view(-1, window).sum(1) / max(window - 1, 1)
