"""Only the years have a bias.

says: The bias of the name is not added
"""

import torch


class DotProductBias(DotProductBias):
    def __call__(self, X):
        n, y = X.T
        s = (self.name_factors[n] * self.year_factors[y]).sum(1) + self.year_bias[y]
        low, high = self.y_range
        return low + (high - low) * torch.sigmoid(s)
