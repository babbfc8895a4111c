"""The mean is not subtracted.

says: The mean is not subtracted
says: running_mean is not subtracted
"""

import torch


class BatchNorm1d(BatchNorm1d):
    def __call__(self, x):
        if self.training:
            dims = (0,) if x.ndim == 2 else (0, 1)
            mean, var = x.mean(dims), x.var(dims)
            with torch.no_grad():
                self.running_mean = (1 - self.momentum) * self.running_mean + self.momentum * mean
                self.running_var = (1 - self.momentum) * self.running_var + self.momentum * var
        else:
            mean, var = self.running_mean, self.running_var
        xhat = x / torch.sqrt(var + self.eps)
        self.out = self.gamma * xhat + self.beta
        return self.out
