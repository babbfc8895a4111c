"""The thousand of the lesson's text is written into the code.

says: invalid for input of size
"""


def smooth(losses, window):
    return losses.view(-1, 1000).mean(1)
