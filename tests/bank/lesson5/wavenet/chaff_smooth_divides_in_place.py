"""The losses are divided in place, which spoils the curve that was given.

caught by: the losses stay as they are
says: The losses were changed in place
"""


def smooth(losses, window):
    losses /= window
    return losses.view(-1, window).sum(1)
