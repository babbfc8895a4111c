"""The mean is taken along the wrong axis of the rows.

says: the mean along the wrong axis
"""


def smooth(losses, window):
    return losses.view(-1, window).mean(0)
