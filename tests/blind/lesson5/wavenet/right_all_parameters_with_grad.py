"""All parameters require gradients from the start; the running buffers stay outside the graph."""


class Embedding:
    def __init__(self, num_embeddings, embedding_dim):
        self.weight = torch.randn(num_embeddings, embedding_dim).requires_grad_()

    def __call__(self, IX):
        self.out = self.weight[IX]
        return self.out

    def parameters(self):
        return [self.weight]


class BatchNorm1d:
    def __init__(self, dim, eps=1e-5, momentum=0.1):
        self.eps, self.momentum, self.training = eps, momentum, True
        self.gamma = torch.ones(dim, requires_grad=True)
        self.beta = torch.zeros(dim, requires_grad=True)
        self.running_mean, self.running_var = torch.zeros(dim), torch.ones(dim)

    def __call__(self, x):
        if self.training:
            dims = list(range(x.dim() - 1))
            mean, var = x.mean(dims), x.var(dims)
            with torch.no_grad():
                m = self.momentum
                self.running_mean = self.running_mean * (1 - m) + mean * m
                self.running_var = self.running_var * (1 - m) + var * m
        else:
            mean, var = self.running_mean, self.running_var
        self.out = (x - mean) / (var + self.eps).sqrt() * self.gamma + self.beta
        return self.out

    def parameters(self):
        return [self.gamma, self.beta]
