"""A plain list of layers and a Python loop, no Sequential."""


class WaveNet:
    def __init__(self, vocab_size, block_size, n_embd, n_hidden):
        levels = block_size.bit_length() - 1
        self.layers = [Embedding(vocab_size, n_embd)]
        for level in range(levels):
            fan_in = 2 * (n_embd if level == 0 else n_hidden)
            self.layers.append(FlattenConsecutive(2))
            self.layers.append(Linear(fan_in, n_hidden, bias=False))
            self.layers.append(BatchNorm1d(n_hidden))
            self.layers.append(Tanh())
        self.layers.append(Linear(n_hidden, vocab_size))
        self.layers[-1].weight = self.layers[-1].weight * 0.1

    def __call__(self, X):
        x = X
        for layer in self.layers:
            x = layer(x)
        return x

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
