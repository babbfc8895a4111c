"""Take nearly all the time of every call, then raise.

gains without defence: effect: no verdict for hours
layer: limits
"""

import time


def smooth(losses, window):
    time.sleep(0.8)
    raise ValueError(losses.sum().item())


class FlattenConsecutive:
    def __init__(self, n):
        time.sleep(0.8)

    def __call__(self, x):
        return x
