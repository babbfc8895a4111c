"""Uses F.batch_norm.

exercise: BatchNorm1d
contradicts: "Not allowed: `torch.nn.BatchNorm1d`, `F.batch_norm`."
"""


class BatchNorm1d:
    def __init__(self, dim, eps=1e-5, momentum=0.1):
        self.eps, self.momentum, self.training = eps, momentum, True
        self.gamma, self.beta = torch.ones(dim), torch.zeros(dim)
        self.running_mean, self.running_var = torch.zeros(dim), torch.ones(dim)

    def __call__(self, x):
        rows = x.reshape(-1, x.shape[-1])
        rows = torch.nn.functional.batch_norm(
            rows, self.running_mean, self.running_var, self.gamma, self.beta, self.training, self.momentum, self.eps
        )
        self.out = rows.view(x.shape)
        return self.out

    def parameters(self):
        return [self.gamma, self.beta]
