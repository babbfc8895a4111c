"""A softmax at the end of the model.

says: These are probabilities
"""

import torch


class MLP(MLP):
    def __call__(self, X):
        return torch.softmax(super().__call__(X), 1)
