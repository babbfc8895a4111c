"""Loop for ever inside of C, where no Python signal handler runs.

gains without defence: effect: no verdict
layer: limits
"""


def smooth(losses, window):
    return sum(range(10**12))
