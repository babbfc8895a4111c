"""torch.nn.Parameter leaves, drawn in one pass, and addmm."""

import torch


class MLP:
    def __init__(self, vocab_size, block_size, n_embd, n_hidden, generator=None):
        def draw(*shape, scale=1.0):
            return torch.nn.Parameter(torch.randn(*shape, generator=generator) * scale)

        self.block_size = block_size
        self.C = draw(vocab_size, n_embd)
        self.W1 = draw(block_size * n_embd, n_hidden, scale=(block_size * n_embd) ** -0.5)
        self.b1 = torch.nn.Parameter(torch.zeros(n_hidden))
        self.W2 = draw(n_hidden, vocab_size, scale=n_hidden**-0.5)
        self.b2 = torch.nn.Parameter(torch.zeros(vocab_size))

    def __call__(self, X):
        self.h = torch.addmm(self.b1, self.C[X].view(X.shape[0], -1), self.W1).tanh()
        return torch.addmm(self.b2, self.h, self.W2)

    def parameters(self):
        return (self.C, self.W1, self.b1, self.W2, self.b2)
