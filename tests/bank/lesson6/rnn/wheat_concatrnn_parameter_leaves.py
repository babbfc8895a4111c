"""nn.Parameter leaves, drawn by the class itself."""

import math

import torch


class ConcatRNN:
    def __init__(self, vocab_size, n_embd, n_hidden, generator=None):
        def layer(rows, columns):
            weight = torch.randn(rows, columns, generator=generator) / math.sqrt(rows)
            return torch.nn.Parameter(weight), torch.nn.Parameter(torch.zeros(columns))

        self.C = torch.nn.Parameter(torch.randn(vocab_size, n_embd, generator=generator))
        self.W_in, self.b_in = layer(n_embd + n_hidden, n_hidden)
        self.W_hidden, self.b_hidden = layer(n_hidden, n_hidden)
        self.W_out, self.b_out = layer(n_hidden, vocab_size)

    def __call__(self, X):
        h = torch.zeros(X.shape[0], self.b_in.shape[0]).to(self.C)
        for column in X.T:
            side_by_side = torch.hstack([h, self.C[column]])
            h = torch.tanh(torch.relu(side_by_side @ self.W_in + self.b_in) @ self.W_hidden + self.b_hidden)
        return h @ self.W_out + self.b_out

    def parameters(self):
        return (self.C, self.W_in, self.b_in, self.W_hidden, self.b_hidden, self.W_out, self.b_out)
