"""The result is written into torch.zeros(...), which is on the CPU wherever the table is.

caught by: it works on another device
says: the result is on the CPU
"""

import torch


class Embedding(Embedding):
    def __call__(self, IX):
        out = torch.zeros(*IX.shape, self.weight.shape[1], dtype=self.weight.dtype)
        out[...] = self.weight[IX]
        self.out = out
        return self.out
