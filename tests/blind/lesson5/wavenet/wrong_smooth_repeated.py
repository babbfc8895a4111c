"""Each mean is repeated over its window.

exercise: smooth
contradicts: "def smooth(losses: Float[Tensor, "N"], window: int) -> Float[Tensor, "N//window"]:"
"""


def smooth(losses: Float[Tensor, "N"], window: int) -> Float[Tensor, "N//window"]:
    return losses.view(-1, window).mean(1).repeat_interleave(window)
