"""The window is always a thousand where there are enough losses.

exercise: smooth
contradicts: "Average each group of `window` consecutive losses."
"""


def smooth(losses: Float[Tensor, "N"], window: int) -> Float[Tensor, "N//window"]:
    return losses.view(-1, min(1000, len(losses))).mean(1)
