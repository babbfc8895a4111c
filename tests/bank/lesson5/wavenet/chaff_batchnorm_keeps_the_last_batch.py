"""The running averages are those of the last batch.

says: the old average should keep its share
says: is still attached to the graph
"""

import torch


class BatchNorm1d(BatchNorm1d):
    def __call__(self, x):
        if self.training:
            dims = (0,) if x.ndim == 2 else (0, 1)
            mean, var = x.mean(dims), x.var(dims)
            with torch.no_grad():
                self.running_mean = mean
                self.running_var = var
        else:
            mean, var = self.running_mean, self.running_var
        xhat = (x - mean) / torch.sqrt(var + self.eps)
        self.out = self.gamma * xhat + self.beta
        return self.out
