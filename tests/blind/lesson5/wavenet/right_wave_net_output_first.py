"""The output layer is drawn before the levels."""

import math


class WaveNet:
    def __init__(self, vocab_size, block_size, n_embd, n_hidden):
        self.output = Linear(n_hidden, vocab_size)
        self.output.weight *= 0.1
        self.levels = []
        for level in range(int(math.log2(block_size))):
            fan_in = 2 * (n_hidden if level else n_embd)
            self.levels.append(
                Sequential([FlattenConsecutive(2), Linear(fan_in, n_hidden, False), BatchNorm1d(n_hidden), Tanh()])
            )
        self.embedding = Embedding(vocab_size, n_embd)
        self.layers = [self.embedding, *self.levels, self.output]

    def __call__(self, X):
        for layer in self.layers:
            X = layer(X)
        self.out = X
        return X

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
