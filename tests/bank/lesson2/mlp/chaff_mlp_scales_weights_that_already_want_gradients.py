"""The product of a leaf and a number is no leaf.

says: is_leaf is False
"""

import torch


class MLP(MLP):
    def __init__(self, vocab_size, block_size, n_embd, n_hidden, generator=None):
        fan_in = block_size * n_embd
        self.C = torch.randn((vocab_size, n_embd), generator=generator, requires_grad=True)
        self.W1 = torch.randn((fan_in, n_hidden), generator=generator, requires_grad=True) / fan_in**0.5
        self.b1 = torch.zeros(n_hidden, requires_grad=True)
        self.W2 = torch.randn((n_hidden, vocab_size), generator=generator, requires_grad=True) / n_hidden**0.5
        self.b2 = torch.zeros(vocab_size, requires_grad=True)
