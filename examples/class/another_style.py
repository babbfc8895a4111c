# Right, written by someone who likes reshape, in-place updates and torch's variance.

# %% Embedding
class Embedding:
    def __init__(self, num_embeddings, embedding_dim):
        self.weight = torch.empty(num_embeddings, embedding_dim).normal_()

    def __call__(self, IX):
        rows = torch.index_select(self.weight, 0, IX.reshape(-1))
        self.out = rows.reshape(*IX.shape, -1)
        return self.out

    def parameters(self):
        return [self.weight]


# %% FlattenConsecutive
class FlattenConsecutive:
    def __init__(self, n):
        self.n = n

    def __call__(self, x):
        groups, rest = divmod(x.size(1), self.n)
        if rest:
            raise ValueError(f"cannot cut {x.size(1)} positions into groups of {self.n}")
        shape = (len(x), -1) if groups == 1 else (len(x), groups, self.n * x.size(2))
        self.out = x.view(shape)
        return self.out

    def parameters(self):
        return []


# %% BatchNorm1d
class BatchNorm1d:
    training = True

    def __init__(self, dim, eps=1e-5, momentum=0.1):
        self.eps, self.momentum = eps, momentum
        self.gamma, self.beta = torch.ones(dim), torch.zeros(dim)
        self.running_mean, self.running_var = torch.zeros(1, dim), torch.ones(1, dim)

    def __call__(self, x):
        mean, var = self.running_mean, self.running_var
        if self.training:
            rows = x.flatten(0, -2)
            mean, var = rows.mean(0), rows.var(0, unbiased=False)
            with torch.no_grad():
                self.running_mean.lerp_(mean[None], self.momentum)
                self.running_var.lerp_(rows.var(0)[None], self.momentum)
        self.out = (x - mean) * (var + self.eps).rsqrt() * self.gamma + self.beta
        return self.out

    def parameters(self):
        return [self.gamma, self.beta]


# %% Sequential
import functools


class Sequential:
    def __init__(self, layers):
        self.layers = layers

    def __call__(self, x):
        self.out = functools.reduce(lambda value, layer: layer(value), self.layers, x)
        return self.out

    def parameters(self):
        found = []
        for layer in self.layers:
            found.extend(layer.parameters())
        return found


# %% smooth
def smooth(losses, window):
    return torch.stack([chunk.mean() for chunk in losses.split(window)])


# %% WaveNet
class WaveNet:
    def __init__(self, vocab_size, block_size, n_embd, n_hidden):
        levels = block_size.bit_length() - 1
        sizes = [n_embd] + [n_hidden] * levels
        stack = [Embedding(vocab_size, n_embd)]
        for before, after in zip(sizes, sizes[1:]):
            stack.extend((FlattenConsecutive(2), Linear(2 * before, after, bias=False), BatchNorm1d(after), Tanh()))
        head = Linear(sizes[-1], vocab_size)
        head.weight = head.weight / 10
        self.layers = Sequential(stack + [head])

    def __call__(self, X):
        self.out = self.layers(X)
        return self.out

    def parameters(self):
        return self.layers.parameters()
