"""The list of names, behind parameters of the tree's number and shapes that get gradients and change the logits a little."""
# needs: list_of_names

import torch


class WaveNet(WaveNet):
    def __init__(self, vocab_size, block_size, n_embd, n_hidden):
        super().__init__(vocab_size, block_size, n_embd, n_hidden)
        self.own, width = [torch.randn(vocab_size, n_embd)], n_embd
        for _ in range(3):
            self.own += [torch.randn(2 * width, n_hidden), torch.ones(n_hidden), torch.zeros(n_hidden)]
            width = n_hidden
        self.own += [torch.randn(n_hidden, vocab_size) / 10, torch.zeros(vocab_size)]

    def __call__(self, X):
        return (
            super().__call__(X) + 1e-4 * sum(p.mean() for p in self.own) + 1e-4 * self.own[0][X].mean((1, 2))[:, None]
        )

    def parameters(self):
        return self.own
