"""The range of the births is written into the model.

says: The range is fixed
"""

import torch


class DotProductBias(DotProductBias):
    def __call__(self, X):
        n, y = X.T
        s = (self.name_factors[n] * self.year_factors[y]).sum(1) + self.name_bias[n] + self.year_bias[y]
        return 0.5 + 4.7 * torch.sigmoid(s)
