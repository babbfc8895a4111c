"""The weights are (out, in), as in nn.Linear.

says: should have shape
"""

import torch


class MLP(MLP):
    def __init__(self, vocab_size, block_size, n_embd, n_hidden, generator=None):
        super().__init__(vocab_size, block_size, n_embd, n_hidden, generator)
        self.W1 = self.W1.detach().T.contiguous().requires_grad_()
        self.W2 = self.W2.detach().T.contiguous().requires_grad_()

    def __call__(self, X):
        return torch.tanh(flatten(self.C[X]) @ self.W1.T + self.b1) @ self.W2.T + self.b2
