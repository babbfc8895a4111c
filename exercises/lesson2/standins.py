"""Stand-ins for exercises of this lesson, built on torch's own functions; see `exercises/lesson5/standins.py`."""

import torch


def embed(C, X):
    """Rows of a table."""
    return torch.embedding(C, X)


def flatten(emb):
    """Merge all dimensions but the first."""
    return torch.flatten(emb, 1)


class MLP:
    """Embedding, tanh layer, output layer."""

    def __init__(self, vocab_size, block_size, n_embd, n_hidden, generator=None):
        fan_in = block_size * n_embd
        self.C = torch.randn((vocab_size, n_embd), generator=generator).requires_grad_()
        self.W1 = (torch.randn((fan_in, n_hidden), generator=generator) / fan_in**0.5).requires_grad_()
        self.b1 = torch.zeros(n_hidden, requires_grad=True)
        self.W2 = (torch.randn((n_hidden, vocab_size), generator=generator) / n_hidden**0.5).requires_grad_()
        self.b2 = torch.zeros(vocab_size, requires_grad=True)

    def __call__(self, X):
        hidden = torch.addmm(self.b1, torch.embedding(self.C, X).flatten(1), self.W1).tanh()
        return torch.addmm(self.b2, hidden, self.W2)

    def parameters(self):
        return [self.C, self.W1, self.b1, self.W2, self.b2]
