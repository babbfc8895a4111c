"""The lecture's biases are drawn like the weights.

caught by: it starts unsure
says: b1 at the start
"""

import torch


class MLP(MLP):
    def __init__(self, vocab_size, block_size, n_embd, n_hidden, generator=None):
        super().__init__(vocab_size, block_size, n_embd, n_hidden, generator)
        self.b1 = torch.randn(n_hidden, generator=generator).requires_grad_()
        self.b2 = torch.randn(vocab_size, generator=generator).requires_grad_()
