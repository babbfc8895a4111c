"""In evaluation mode the batch's statistics are used, only the update is left out.

says: this still uses the statistics of the batch
"""

import torch


class BatchNorm1d(BatchNorm1d):
    def __call__(self, x):
        dims = (0,) if x.ndim == 2 else (0, 1)
        mean, var = x.mean(dims), x.var(dims)
        if self.training:
            with torch.no_grad():
                self.running_mean = (1 - self.momentum) * self.running_mean + self.momentum * mean
                self.running_var = (1 - self.momentum) * self.running_var + self.momentum * var
        xhat = (x - mean) / torch.sqrt(var + self.eps)
        self.out = self.gamma * xhat + self.beta
        return self.out
