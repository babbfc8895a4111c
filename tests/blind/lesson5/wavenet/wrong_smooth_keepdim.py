"""The result has a second dimension of size 1.

exercise: smooth
contradicts: "def smooth(losses: Float[Tensor, "N"], window: int) -> Float[Tensor, "N//window"]:"
"""


def smooth(losses: Float[Tensor, "N"], window: int) -> Float[Tensor, "N//window"]:
    return losses.view(-1, window).mean(1, keepdim=True)
