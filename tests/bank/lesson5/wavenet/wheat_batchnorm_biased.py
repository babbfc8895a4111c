"""The custom of torch.nn: normalise with the biased variance, keep the unbiased one."""

import torch


class BatchNorm1d(BatchNorm1d):
    def __call__(self, x):
        if self.training:
            rows = x.reshape(-1, x.shape[-1])
            mean, var = rows.mean(0), rows.var(0, unbiased=False)
            with torch.no_grad():
                n = len(rows)
                self.running_mean += self.momentum * (mean - self.running_mean)
                self.running_var += self.momentum * (var * n / (n - 1) - self.running_var)
        else:
            mean, var = self.running_mean, self.running_var
        self.out = (x - mean) * (var + self.eps).rsqrt() * self.gamma + self.beta
        return self.out
