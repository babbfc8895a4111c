"""The variance is taken for the standard deviation, and eps is forgotten.

caught by: a batch is normalised channel by channel
says: The root is missing
"""


class BatchNorm1d(BatchNorm1d):
    def __call__(self, x):
        dims = tuple(range(x.dim() - 1))
        if self.training:
            mean, std = x.mean(dims), x.var(dims)
            with torch.no_grad():
                self.running_mean = (1 - self.momentum) * self.running_mean + self.momentum * mean
                self.running_var = (1 - self.momentum) * self.running_var + self.momentum * std
        else:
            mean, std = self.running_mean, torch.sqrt(self.running_var + self.eps)
        self.out = self.gamma * (x - mean) / std + self.beta
        return self.out
