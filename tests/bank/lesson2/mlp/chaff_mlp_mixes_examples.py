"""Time goes first before flattening.

says: The contexts of different examples were mixed
"""

import torch


class MLP(MLP):
    def __call__(self, X):
        x = self.C[X].transpose(0, 1).reshape(len(X), -1)
        return torch.tanh(x @ self.W1 + self.b1) @ self.W2 + self.b2
