"""The positions are averaged instead of fused.

exercise: WaveNet
contradicts: "Stack an embedding, one level for each halving of the context, and an output layer."
"""


class _Halve:
    def __call__(self, x):
        x = (x[:, ::2] + x[:, 1::2]) / 2
        self.out = x.squeeze(1) if x.shape[1] == 1 else x
        return self.out

    def parameters(self):
        return []


class WaveNet:
    def __init__(self, vocab_size, block_size, n_embd, n_hidden):
        layers, fan_in = [Embedding(vocab_size, n_embd)], n_embd
        while block_size > 1:
            layers += [_Halve(), Linear(fan_in, n_hidden, bias=False), BatchNorm1d(n_hidden), Tanh()]
            fan_in, block_size = n_hidden, block_size // 2
        layers.append(Linear(fan_in, vocab_size))
        layers[-1].weight *= 0.1
        self.layers = layers
        self.model = Sequential(layers)

    def __call__(self, X):
        return self.model(X)

    def parameters(self):
        return self.model.parameters()
