"""The running averages are updated in evaluation too.

exercise: BatchNorm1d
contradicts: "With `training = False` the running averages take the place of the batch's statistics and stay as they are."
"""


class BatchNorm1d:
    def __init__(self, dim, eps=1e-5, momentum=0.1):
        self.eps, self.momentum, self.training = eps, momentum, True
        self.gamma, self.beta = torch.ones(dim), torch.zeros(dim)
        self.running_mean, self.running_var = torch.zeros(dim), torch.ones(dim)

    def __call__(self, x):
        dims = tuple(range(x.ndim - 1))
        mean, var = x.mean(dims), x.var(dims)
        if not self.training:
            used_mean, used_var = self.running_mean, self.running_var
        else:
            used_mean, used_var = mean, var
        with torch.no_grad():
            self.running_mean = (1 - self.momentum) * self.running_mean + self.momentum * mean
            self.running_var = (1 - self.momentum) * self.running_var + self.momentum * var
        self.out = self.gamma * (x - used_mean) / torch.sqrt(used_var + self.eps) + self.beta
        return self.out

    def parameters(self):
        return [self.gamma, self.beta]
