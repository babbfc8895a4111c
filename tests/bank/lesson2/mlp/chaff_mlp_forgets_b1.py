"""The hidden bias is listed and not added.

says: b1 is not added
"""

import torch


class MLP(MLP):
    def __call__(self, X):
        return torch.tanh(flatten(embed(self.C, X)) @ self.W1) @ self.W2 + self.b2
