"""The mean is taken over rows instead of within them.

exercise: smooth
contradicts: "lay the losses out in rows of a thousand and take the mean of each row."
"""


def smooth(losses: Float[Tensor, "N"], window: int) -> Float[Tensor, "N//window"]:
    return losses.view(-1, window).mean(0)
