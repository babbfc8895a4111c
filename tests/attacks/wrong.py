"""A wrong solution: every exercise runs and computes something else."""


class Embedding:
    def __init__(self, num_embeddings, embedding_dim):
        self.weight = torch.rand((num_embeddings, embedding_dim))

    def __call__(self, IX):
        self.out = self.weight[IX.clamp(0, len(self.weight) - 1)] + 1
        return self.out

    def parameters(self):
        return [self.weight, self.weight]


class FlattenConsecutive:
    def __init__(self, n):
        self.n = n

    def __call__(self, x):
        B, T, C = x.shape
        x = x[:, : T // self.n * self.n].flip(1).reshape(B, T // self.n, C * self.n)
        self.out = x.squeeze(1) if self.n == T else x
        return self.out

    def parameters(self):
        return [torch.zeros(1)]


class BatchNorm1d:
    def __init__(self, dim, eps=1e-3, momentum=0.5):
        self.eps, self.training = eps, True
        self.gamma, self.beta = torch.zeros(dim), torch.ones(dim)
        self.running_mean, self.running_var = torch.ones(dim), torch.zeros(dim)

    def __call__(self, x):
        self.out = self.gamma * (x - x.mean(-1, keepdim=True)) + self.beta
        return self.out

    def parameters(self):
        return [self.beta]


class Sequential:
    def __init__(self, layers):
        self.layers = layers

    def __call__(self, x):
        for layer in self.layers[::-1]:
            x = layer(x) + 1
        self.out = x
        return self.out

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()][::-1] + [torch.zeros(1)]


def smooth(losses, window):
    return losses.view(-1, window).sum(1)


class WaveNet:
    def __init__(self, vocab_size, block_size, n_embd, n_hidden):
        self.weight = torch.ones(vocab_size, 1)

    def __call__(self, X):
        return 9 * self.weight[X].sum(1) * torch.arange(float(len(self.weight)))

    def parameters(self):
        return [self.weight]
