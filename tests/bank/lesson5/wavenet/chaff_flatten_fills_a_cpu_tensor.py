"""The result is copied into torch.zeros(...), which is on the CPU wherever the input is.

caught by: it works on another device
says: the result is on the CPU
"""

import torch


class FlattenConsecutive(FlattenConsecutive):
    def __call__(self, x):
        right = super().__call__(x)
        self.out = torch.zeros(right.shape, dtype=x.dtype)
        self.out[...] = right
        return self.out
