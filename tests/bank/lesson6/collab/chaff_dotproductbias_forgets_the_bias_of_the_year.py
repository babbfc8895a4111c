"""Only the names have a bias.

says: The bias of the year is not added
"""

import torch


class DotProductBias(DotProductBias):
    def __call__(self, X):
        n, y = X.T
        s = (self.name_factors[n] * self.year_factors[y]).sum(1) + self.name_bias[n]
        low, high = self.y_range
        return low + (high - low) * torch.sigmoid(s)
