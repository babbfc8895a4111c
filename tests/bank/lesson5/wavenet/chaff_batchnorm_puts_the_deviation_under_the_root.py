"""The standard deviation is taken for the variance: the root is drawn twice.

caught by: a batch is normalised channel by channel
says: take var(), not std()
"""


class BatchNorm1d(BatchNorm1d):
    def __call__(self, x):
        dims = tuple(range(x.dim() - 1))
        if self.training:
            mean, var = x.mean(dims), x.std(dims)
            with torch.no_grad():
                self.running_mean = (1 - self.momentum) * self.running_mean + self.momentum * mean
                self.running_var = (1 - self.momentum) * self.running_var + self.momentum * x.var(dims)
        else:
            mean, var = self.running_mean, self.running_var
        self.out = self.gamma * (x - mean) / torch.sqrt(var + self.eps) + self.beta
        return self.out
