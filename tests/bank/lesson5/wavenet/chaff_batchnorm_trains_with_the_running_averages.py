"""The running averages normalise also while training.

says: These are the running averages, which are for evaluation
"""

import torch


class BatchNorm1d(BatchNorm1d):
    def __call__(self, x):
        xhat = (x - self.running_mean) / torch.sqrt(self.running_var + self.eps)
        if self.training:
            dims = (0,) if x.ndim == 2 else (0, 1)
            with torch.no_grad():
                self.running_mean = (1 - self.momentum) * self.running_mean + self.momentum * x.mean(dims)
                self.running_var = (1 - self.momentum) * self.running_var + self.momentum * x.var(dims)
        self.out = self.gamma * xhat + self.beta
        return self.out
