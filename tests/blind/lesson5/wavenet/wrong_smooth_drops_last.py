"""The last window is missing.

exercise: smooth
contradicts: "Return the means of consecutive, non-overlapping windows (lecture part 5)."
"""


def smooth(losses: Float[Tensor, "N"], window: int) -> Float[Tensor, "N//window"]:
    return torch.stack([losses[i : i + window].mean() for i in range(0, len(losses) - window, window)])
