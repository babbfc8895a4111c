"""A sigmoid in place of tanh.

says: The hidden layer uses a sigmoid
"""

import torch


class MLP(MLP):
    def __call__(self, X):
        h = torch.sigmoid(flatten(embed(self.C, X)) @ self.W1 + self.b1)
        return h @ self.W2 + self.b2
