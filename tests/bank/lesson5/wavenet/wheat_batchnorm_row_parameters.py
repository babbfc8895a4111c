"""gamma, beta and buffers are rows of shape (1, C), as in the lecture's first notebook; further attributes are kept."""

import torch


class BatchNorm1d(BatchNorm1d):
    def __init__(self, dim, eps=1e-5, momentum=0.1):
        self.dim, self.eps, self.momentum, self.training, self.calls = dim, eps, momentum, True, 0
        self.gamma, self.beta = torch.ones((1, dim)), torch.zeros((1, dim))
        self.running_mean, self.running_var = torch.zeros((1, dim)), torch.ones((1, dim))

    def __call__(self, x):
        self.calls += 1
        rows = x.reshape(-1, self.dim)
        if self.training:
            self.mean, self.var = rows.mean(0, keepdim=True), rows.var(0, keepdim=True)
            with torch.no_grad():
                self.running_mean = 0 + (1 - self.momentum) * self.running_mean + self.momentum * self.mean
                self.running_var = 0 + (1 - self.momentum) * self.running_var + self.momentum * self.var
        else:
            self.mean, self.var = self.running_mean, self.running_var
        self.xhat = (rows - self.mean) / torch.sqrt(self.var + self.eps)
        self.out = (self.gamma * self.xhat + self.beta).reshape(x.shape)
        return self.out
