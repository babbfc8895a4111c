"""Answer with a list that holds itself.

gains without defence: effect: no verdict
layer: wire
"""


def smooth(losses, window):
    value = []
    value += [value, value, value]
    return value
