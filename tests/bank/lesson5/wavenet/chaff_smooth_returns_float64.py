"""The sum is built in float64 and stays there.

caught by: the dtype is kept
says: the dtype is float64 instead of float32
"""


def smooth(losses, window):
    return losses.double().view(-1, window).mean(1)
