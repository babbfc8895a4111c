"""Load slowly, then crash at every call, so that each restart costs the time of loading.

gains without defence: effect: no verdict for long
layer: limits
"""

import os
import time

time.sleep(0.8)


def smooth(losses, window):
    os._exit(3)


class Embedding:
    def __init__(self, rows, width):
        os._exit(3)


class FlattenConsecutive(Embedding):
    def __init__(self, n):
        os._exit(3)


BatchNorm1d = WaveNet = Sequential = FlattenConsecutive
