"""A matrix product of the batch with itself.

says: Every name is matched with every year of the batch
says: There is an extra dimension of size 1
"""

import torch


class DotProductBias(DotProductBias):
    def __call__(self, X):
        n, y = X.T
        s = self.name_factors[n] @ self.year_factors[y].T + self.name_bias[n] + self.year_bias[y]
        low, high = self.y_range
        return low + (high - low) * torch.sigmoid(s)
