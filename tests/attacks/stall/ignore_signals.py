"""Ignore every signal and swallow every exception.

gains without defence: effect: no verdict
layer: limits
"""

import signal
import time


def smooth(losses, window):
    for number in range(1, 65):
        try:
            signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError):
            pass
    while True:
        try:
            while True:
                time.sleep(0.01)
        except BaseException:
            pass
