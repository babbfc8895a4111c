"""Two neighbours are fused whatever n is, by slices of even and odd positions.

says: This always fuses two neighbours
"""

import torch


class FlattenConsecutive(FlattenConsecutive):
    def __call__(self, x):
        if x.shape[1] % self.n:
            raise ValueError("not a multiple of n")
        x = torch.cat([x[:, ::2], x[:, 1::2]], dim=2) if x.shape[1] % 2 == 0 else x
        self.out = x.squeeze(1) if x.shape[1] == 1 else x
        return self.out
