"""view(-1, 6), as it stands in the lecture.

says: is invalid for input of size
says: cannot be multiplied
"""

import torch


class MLP(MLP):
    def __call__(self, X):
        x = self.C[X].view(-1, 6)
        return torch.tanh(x @ self.W1 + self.b1) @ self.W2 + self.b2
