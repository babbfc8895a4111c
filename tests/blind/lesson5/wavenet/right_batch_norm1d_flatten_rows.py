"""Flattens to rows first and shapes the result back."""


class BatchNorm1d:
    def __init__(self, dim, eps=1e-5, momentum=0.1):
        self.eps, self.momentum = eps, momentum
        self.training = True
        self.gamma, self.beta = torch.ones(dim), torch.zeros(dim)
        self.running_mean, self.running_var = torch.zeros(dim), torch.ones(dim)

    def __call__(self, x):
        rows = x.reshape(-1, x.shape[-1])
        if self.training:
            var, mean = torch.var_mean(rows, 0)
            self.running_mean.lerp_(mean.detach(), self.momentum)
            self.running_var.lerp_(var.detach(), self.momentum)
        else:
            mean, var = self.running_mean, self.running_var
        rows = self.gamma * ((rows - mean) * torch.rsqrt(var + self.eps)) + self.beta
        self.out = rows.reshape(x.shape)
        return self.out

    def parameters(self):
        return [self.gamma, self.beta]
