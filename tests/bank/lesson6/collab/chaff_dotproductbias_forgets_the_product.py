"""Biases only.

says: The dot product is missing
"""

import torch


class DotProductBias(DotProductBias):
    def __call__(self, X):
        n, y = X.T
        low, high = self.y_range
        return low + (high - low) * torch.sigmoid(self.name_bias[n] + self.year_bias[y])
