"""Loop for ever inside of C in every training.

gains without defence: effect: no verdict
layer: limits
base: right
"""

import re


class WaveNet(WaveNet):
    def __call__(self, X):
        while len(X) > 500:
            try:
                re.match("(a*)*b", "a" * 40)
            except BaseException:
                pass
        return super().__call__(X)
