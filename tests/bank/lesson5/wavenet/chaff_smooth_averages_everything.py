"""The axis is forgotten, so a single number is left.

says: This is the mean over everything
"""


def smooth(losses, window):
    return losses.view(-1, window).mean()
