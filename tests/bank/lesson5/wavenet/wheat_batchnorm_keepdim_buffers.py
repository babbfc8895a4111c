"""Everything keeps its dimensions; buffers have the shape (1, 1, C)."""

import torch


class BatchNorm1d(BatchNorm1d):
    def __init__(self, dim, eps=1e-5, momentum=0.1):
        super().__init__(dim, eps, momentum)
        self.running_mean, self.running_var = torch.zeros(1, 1, dim), torch.ones(1, 1, dim)

    def __call__(self, x):
        flat = x.ndim == 2
        z = x.unsqueeze(1) if flat else x
        if self.training:
            mean, var = z.mean((0, 1), keepdim=True), z.var((0, 1), keepdim=True)
            with torch.no_grad():
                self.running_mean = torch.lerp(self.running_mean, mean, self.momentum)
                self.running_var = torch.lerp(self.running_var, var, self.momentum)
        else:
            mean, var = self.running_mean, self.running_var
        out = self.gamma * (z - mean) / (var + self.eps).sqrt() + self.beta
        self.out = out.squeeze(1) if flat else out
        return self.out
