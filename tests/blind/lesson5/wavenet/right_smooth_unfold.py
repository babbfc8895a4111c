"""unfold with a step of window."""


def smooth(losses: Float[Tensor, "N"], window: int) -> Float[Tensor, "N//window"]:
    return losses.unfold(0, window, window).mean(-1)
