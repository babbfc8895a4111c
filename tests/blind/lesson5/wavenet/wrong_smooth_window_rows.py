"""There are `window` rows, not rows of `window`.

exercise: smooth
contradicts: "lay the losses out in rows of a thousand and take the mean of each row."
"""


def smooth(losses: Float[Tensor, "N"], window: int) -> Float[Tensor, "N//window"]:
    return losses.view(window, -1).mean(1)
