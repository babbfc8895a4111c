"""The logits are put into a tensor that is always on the CPU.

caught by: the device is that of the parameters
says: Expected all tensors to be on the same device
"""

import torch


class MLP(MLP):
    def __call__(self, X):
        logits = torch.zeros(len(X), len(self.b2), dtype=self.b2.dtype)
        return logits + super().__call__(X)
