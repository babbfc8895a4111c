"""Plain normal weights, as in the lecture: the untrained model is confidently wrong.

caught by: it starts unsure
says: divide by the square root of its number of rows
"""

import torch


class MLP(MLP):
    def __init__(self, vocab_size, block_size, n_embd, n_hidden, generator=None):
        self.C = torch.randn((vocab_size, n_embd), generator=generator)
        self.W1 = torch.randn((block_size * n_embd, n_hidden), generator=generator)
        self.b1 = torch.zeros(n_hidden)
        self.W2 = torch.randn((n_hidden, vocab_size), generator=generator)
        self.b2 = torch.zeros(vocab_size)
        for p in self.parameters():
            p.requires_grad = True
