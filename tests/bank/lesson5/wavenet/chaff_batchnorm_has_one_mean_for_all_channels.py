"""mean() and var() without a dimension.

says: One mean and one variance are used for all channels together
"""

import torch


class BatchNorm1d(BatchNorm1d):
    def __call__(self, x):
        if self.training:
            mean, var = x.mean(), x.var()
            with torch.no_grad():
                self.running_mean = (1 - self.momentum) * self.running_mean + self.momentum * mean
                self.running_var = (1 - self.momentum) * self.running_var + self.momentum * var
        else:
            mean, var = self.running_mean, self.running_var
        xhat = (x - mean) / torch.sqrt(var + self.eps)
        self.out = self.gamma * xhat + self.beta
        return self.out
