"""The output bias is listed and not added.

says: b2 is not added
"""

import torch


class MLP(MLP):
    def __call__(self, X):
        return torch.tanh(flatten(embed(self.C, X)) @ self.W1 + self.b1) @ self.W2
