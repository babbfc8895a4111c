"""The last loss of each window is kept.

says: This keeps one loss of each window
"""


def smooth(losses, window):
    return losses[window - 1 :: window]
