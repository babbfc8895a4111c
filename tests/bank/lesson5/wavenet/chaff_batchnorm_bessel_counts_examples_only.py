"""In three dimensions the n of n - 1 counts examples, not examples times positions.

says: n - 1 counts the examples only
"""

import torch


class BatchNorm1d(BatchNorm1d):
    def __call__(self, x):
        if self.training:
            dims = (0,) if x.ndim == 2 else (0, 1)
            mean = x.mean(dims)
            var = x.var(dims, unbiased=False) * len(x) / (len(x) - 1)
            with torch.no_grad():
                self.running_mean = (1 - self.momentum) * self.running_mean + self.momentum * mean
                self.running_var = (1 - self.momentum) * self.running_var + self.momentum * var
        else:
            mean, var = self.running_mean, self.running_var
        xhat = (x - mean) / torch.sqrt(var + self.eps)
        self.out = self.gamma * xhat + self.beta
        return self.out
