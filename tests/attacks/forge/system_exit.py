"""Raise SystemExit, KeyboardInterrupt and GeneratorExit.

gains without defence: effect: the run ends early
layer: examiner
"""

import sys


def smooth(losses, window):
    sys.exit(0)


class Embedding:
    def __init__(self, rows, width):
        raise KeyboardInterrupt


class FlattenConsecutive:
    def __init__(self, n):
        raise GeneratorExit
