"""Return a number with a hundred million digits.

gains without defence: effect: no verdict
layer: limits, wire
"""


def smooth(losses, window):
    return 10 ** (10**8)
