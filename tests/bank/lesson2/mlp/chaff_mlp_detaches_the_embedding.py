"""The embedding is looked up in C.data and learns nothing.

caught by: every parameter gets its gradient
says: no gradient reaches C
"""

import torch


class MLP(MLP):
    def __call__(self, X):
        x = self.C.data[X].view(len(X), -1)
        return torch.tanh(x @ self.W1 + self.b1) @ self.W2 + self.b2
