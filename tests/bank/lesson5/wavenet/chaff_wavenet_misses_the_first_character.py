"""The window is shifted by one: the first character falls out and the last is doubled.

says: the model does not look at it
"""

import torch


class WaveNet(WaveNet):
    def __call__(self, X):
        return super().__call__(torch.cat([X[:, 1:], X[:, -1:]], dim=1))
