"""keepdim statistics, buffers by lerp under no_grad, a property for training."""


class BatchNorm1d:
    def __init__(self, dim, eps=1e-5, momentum=0.1):
        self.eps, self.momentum, self._training = eps, momentum, True
        self.gamma, self.beta = torch.ones(dim), torch.zeros(dim)
        self.running_mean, self.running_var = torch.zeros(dim), torch.ones(dim)

    @property
    def training(self):
        return self._training

    @training.setter
    def training(self, value):
        self._training = bool(value)

    @torch.no_grad()
    def _follow(self, rows):
        self.running_mean = torch.lerp(self.running_mean, rows.mean(0), self.momentum)
        self.running_var = torch.lerp(self.running_var, rows.var(0), self.momentum)

    def __call__(self, x):
        if self.training:
            rows = x.flatten(0, -2)
            self._follow(rows)
            centred = x - rows.mean(0)
            var = rows.var(0, correction=0)
        else:
            centred, var = x - self.running_mean, self.running_var
        self.out = self.gamma * (centred / (var + self.eps) ** 0.5) + self.beta
        return self.out

    def parameters(self):
        return [self.gamma, self.beta]
