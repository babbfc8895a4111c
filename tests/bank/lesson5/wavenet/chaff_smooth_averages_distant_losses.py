"""Two mistakes that cancel in the shape: `window` rows, averaged along the other axis.

says: Average neighbours in time
"""


def smooth(losses, window):
    return losses.view(window, -1).mean(0)
