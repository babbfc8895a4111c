"""The median of each window.

says: These are medians
"""


def smooth(losses, window):
    return losses.view(-1, window).median(1).values
