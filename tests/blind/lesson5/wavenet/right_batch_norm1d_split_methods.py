"""Statistics in a method of their own."""


class BatchNorm1d:
    def __init__(self, dim, eps=1e-5, momentum=0.1):
        self.beta = torch.zeros(dim)
        self.gamma = torch.ones(dim)
        self.running_var = torch.ones(dim)
        self.running_mean = torch.zeros(dim)
        self.training, self.momentum, self.eps = True, momentum, eps

    def _statistics(self, x):
        if not self.training:
            return self.running_mean, self.running_var
        dims = 0 if x.ndim == 2 else (0, 1)
        mean, var = x.mean(dims, keepdim=True), x.var(dims, keepdim=True, unbiased=True)
        self._follow(mean.detach().flatten(), var.detach().flatten())
        return mean, var

    def _follow(self, mean, var):
        for name, value in (("running_mean", mean), ("running_var", var)):
            old = getattr(self, name)
            setattr(self, name, old + self.momentum * (value - old))

    def __call__(self, x):
        mean, var = self._statistics(x)
        self.out = torch.addcmul(self.beta, self.gamma, (x - mean) / (var + self.eps).sqrt())
        return self.out

    def parameters(self):
        return [self.gamma, self.beta]
