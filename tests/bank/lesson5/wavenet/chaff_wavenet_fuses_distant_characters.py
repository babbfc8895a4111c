"""The halves of the context are fused, not neighbours.

caught by: the tree fuses neighbours first
says: are neighbours fused first?
"""

import torch


class Halves:
    def __call__(self, x):
        self.out = torch.cat(x.chunk(2, dim=1), dim=2)
        if self.out.shape[1] == 1:
            self.out = self.out.squeeze(1)
        return self.out

    def parameters(self):
        return []


class WaveNet(WaveNet):
    def __init__(self, *sizes):
        super().__init__(*sizes)
        layers = self.model.layers
        layers[:] = [Halves() if isinstance(layer, FlattenConsecutive) else layer for layer in layers]
