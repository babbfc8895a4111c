# Right, close to the words of the lecture.

# %% Embedding
class Embedding:
    def __init__(self, num_embeddings, embedding_dim):
        self.weight = torch.randn((num_embeddings, embedding_dim))

    def __call__(self, IX):
        self.out = self.weight[IX]
        return self.out

    def parameters(self):
        return [self.weight]


# %% FlattenConsecutive
class FlattenConsecutive:
    def __init__(self, n):
        self.n = n

    def __call__(self, x):
        B, T, C = x.shape
        x = x.view(B, T // self.n, C * self.n)
        if x.shape[1] == 1:
            x = x.squeeze(1)
        self.out = x
        return self.out

    def parameters(self):
        return []


# %% BatchNorm1d
class BatchNorm1d:
    def __init__(self, dim, eps=1e-5, momentum=0.1):
        self.eps = eps
        self.momentum = momentum
        self.training = True
        self.gamma = torch.ones(dim)
        self.beta = torch.zeros(dim)
        self.running_mean = torch.zeros(dim)
        self.running_var = torch.ones(dim)

    def __call__(self, x):
        if self.training:
            dim = 0 if x.ndim == 2 else (0, 1)
            xmean = x.mean(dim, keepdim=True)
            xvar = x.var(dim, keepdim=True)
        else:
            xmean = self.running_mean
            xvar = self.running_var
        xhat = (x - xmean) / torch.sqrt(xvar + self.eps)
        self.out = self.gamma * xhat + self.beta
        if self.training:
            with torch.no_grad():
                self.running_mean = (1 - self.momentum) * self.running_mean + self.momentum * xmean
                self.running_var = (1 - self.momentum) * self.running_var + self.momentum * xvar
        return self.out

    def parameters(self):
        return [self.gamma, self.beta]


# %% Sequential
class Sequential:
    def __init__(self, layers):
        self.layers = layers

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        self.out = x
        return self.out

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]


# %% smooth
def smooth(losses, window):
    return losses.view(-1, window).mean(1)


# %% WaveNet
class WaveNet:
    def __init__(self, vocab_size, block_size, n_embd, n_hidden):
        layers = [Embedding(vocab_size, n_embd)]
        fan_in = n_embd
        while block_size > 1:
            layers += [FlattenConsecutive(2), Linear(2 * fan_in, n_hidden, bias=False), BatchNorm1d(n_hidden), Tanh()]
            fan_in = n_hidden
            block_size = block_size // 2
        layers.append(Linear(fan_in, vocab_size))
        layers[-1].weight *= 0.1
        self.model = Sequential(layers)

    def __call__(self, X):
        self.out = self.model(X)
        return self.out

    def parameters(self):
        return self.model.parameters()
