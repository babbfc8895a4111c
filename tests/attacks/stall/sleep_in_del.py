"""Sleep whenever an object is thrown away.

gains without defence: effect: no verdict
layer: limits
"""

import time


class Embedding:
    def __init__(self, rows, width):
        self.weight = None

    def __call__(self, ix):
        return ix

    def parameters(self):
        return []

    def __del__(self):
        time.sleep(100)
