"""unfold with a step as long as the window."""


def smooth(losses, window):
    return losses.unfold(0, window, window).mean(-1)
