"""Raise an exception whose message takes for ever.

gains without defence: effect: no verdict
layer: limits
"""

import time


class Slow(Exception):
    def __str__(self):
        while True:
            try:
                time.sleep(0.1)
            except BaseException:
                pass

    __repr__ = __str__


def smooth(losses, window):
    raise Slow
