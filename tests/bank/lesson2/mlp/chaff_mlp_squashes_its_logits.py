"""tanh after the output layer too.

says: A tanh was applied to the logits too
"""

import torch


class MLP(MLP):
    def __call__(self, X):
        return torch.tanh(super().__call__(X))
