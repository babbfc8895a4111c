"""relu takes the place of tanh.

exercise: WaveNet
contradicts: "A level fuses neighbours, applies a `Linear` without a bias (batch norm would subtract it again), then batch norm, then tanh."
"""


class _Relu:
    def __call__(self, x):
        self.out = x.clamp(min=0)
        return self.out

    def parameters(self):
        return []


class WaveNet:
    def __init__(self, vocab_size, block_size, n_embd, n_hidden):
        layers, fan_in = [Embedding(vocab_size, n_embd)], n_embd
        while block_size > 1:
            layers += [FlattenConsecutive(2), Linear(2 * fan_in, n_hidden, bias=False), BatchNorm1d(n_hidden), _Relu()]
            fan_in, block_size = n_hidden, block_size // 2
        layers.append(Linear(fan_in, vocab_size))
        layers[-1].weight *= 0.1
        self.layers = layers
        self.model = Sequential(layers)

    def __call__(self, X):
        return self.model(X)

    def parameters(self):
        return self.model.parameters()
