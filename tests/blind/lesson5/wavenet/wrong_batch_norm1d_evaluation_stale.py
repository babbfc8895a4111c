"""Evaluation uses a snapshot of the running averages taken at the first evaluation.

exercise: BatchNorm1d
contradicts: "With `training = False` the running averages take the place of the batch's statistics and stay as they are."
"""


class BatchNorm1d:
    def __init__(self, dim: int, eps: float = 1e-5, momentum: float = 0.1) -> None:
        self.eps = eps
        self.momentum = momentum
        self.training = True
        self.snapshot = None
        self.gamma = torch.ones(dim)
        self.beta = torch.zeros(dim)
        self.running_mean = torch.zeros(dim)
        self.running_var = torch.ones(dim)

    def __call__(self, x: Float[Tensor, "B C"] | Float[Tensor, "B T C"]) -> Float[Tensor, "..."]:
        if self.training:
            dims = tuple(range(x.ndim - 1))
            mean = x.mean(dims)
            var = x.var(dims)
            with torch.no_grad():
                self.running_mean = (1 - self.momentum) * self.running_mean + self.momentum * mean
                self.running_var = (1 - self.momentum) * self.running_var + self.momentum * var
        else:
            if self.snapshot is None:
                self.snapshot = self.running_mean.clone(), self.running_var.clone()
            mean, var = self.snapshot
        xhat = (x - mean) / torch.sqrt(var + self.eps)
        self.out = self.gamma * xhat + self.beta
        return self.out

    def parameters(self) -> list[Tensor]:
        return [self.gamma, self.beta]
