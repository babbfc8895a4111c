"""One-hot rows in float32 drag everything down.

says: float32
says: expected m1 and m2 to have the same dtype
"""

import torch


class MLP(MLP):
    def __call__(self, X):
        C, W1, b1, W2, b2 = (p.float() for p in self.parameters())
        return torch.tanh(C[X].flatten(1) @ W1 + b1) @ W2 + b2
