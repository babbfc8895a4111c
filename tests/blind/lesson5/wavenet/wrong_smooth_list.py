"""The result is a list of Python numbers.

exercise: smooth
contradicts: "def smooth(losses: Float[Tensor, "N"], window: int) -> Float[Tensor, "N//window"]:"
"""


def smooth(losses: Float[Tensor, "N"], window: int) -> Float[Tensor, "N//window"]:
    return losses.view(-1, window).mean(1).tolist()
