"""Each place has its block of W1, summed by einsum: no flattening at all; other draws of the same spread."""

import math

import torch


class MLP:
    def __init__(self, vocab_size, block_size, n_embd, n_hidden, generator=None):
        def new(*shape):
            return torch.empty(shape)

        fan_in = block_size * n_embd
        self.W2 = new(n_hidden, vocab_size).normal_(0, 1 / math.sqrt(n_hidden), generator=generator)
        self.W1 = new(fan_in, n_hidden).normal_(0, 1 / math.sqrt(fan_in), generator=generator)
        self.C = torch.normal(0.0, 1.0, (vocab_size, n_embd), generator=generator)
        self.b1, self.b2 = torch.zeros(n_hidden), torch.zeros(vocab_size)
        for p in self.parameters():
            p.requires_grad_(True)

    def forward(self, X):
        D = self.C.shape[1]
        blocks = self.W1.unflatten(0, (-1, D))
        hidden = torch.einsum("ntd,tdh->nh", self.C[X], blocks) + self.b1
        return torch.tanh(hidden) @ self.W2 + self.b2

    __call__ = forward

    def parameters(self):
        return [self.C, self.W1, self.b1, self.W2, self.b2]
