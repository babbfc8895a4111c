"""Answer with dictionaries whose keys all have one hash, as few to each as are allowed and as many as fit.

gains without defence: effect: no verdict for long
layer: wire
"""

import itertools


def smooth(losses, window):
    keys = itertools.product((-1.0, -2.0), repeat=4)  # both have the hash -2
    several = {key: 0 for key in keys}
    return [several] * 1500


class Embedding:
    def __init__(self, rows, width):
        self.table = [{key: 0 for key in itertools.product((-1.0, -2.0), repeat=12)}] * 5

    def __call__(self, X):
        return self.table
