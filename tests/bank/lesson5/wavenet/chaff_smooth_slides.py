"""The windows overlap: a sliding mean.

says: This is a sliding mean
"""


def smooth(losses, window):
    return losses.unfold(0, window, 1).mean(1)
