"""Loop for ever in a call.

gains without defence: effect: no verdict
layer: limits
"""


def smooth(losses, window):
    while True:
        pass
