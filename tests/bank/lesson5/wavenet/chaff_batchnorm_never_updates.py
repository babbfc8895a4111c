"""The running averages are never updated.

says: The running average was not updated by the last batch
"""

import torch


class BatchNorm1d(BatchNorm1d):
    def __call__(self, x):
        if self.training:
            dims = (0,) if x.ndim == 2 else (0, 1)
            mean, var = x.mean(dims), x.var(dims)
        else:
            mean, var = self.running_mean, self.running_var
        xhat = (x - mean) / torch.sqrt(var + self.eps)
        self.out = self.gamma * xhat + self.beta
        return self.out
