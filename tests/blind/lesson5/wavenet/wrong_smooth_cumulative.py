"""Means of everything up to the end of a window.

exercise: smooth
contradicts: "Return the means of consecutive, non-overlapping windows (lecture part 5)."
"""


def smooth(losses: Float[Tensor, "N"], window: int) -> Float[Tensor, "N//window"]:
    return (losses.cumsum(0) / torch.arange(1, len(losses) + 1))[window - 1 :: window]
