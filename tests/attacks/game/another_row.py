"""Let a model look at the other rows of the batch.

gains without defence: a lower loss
layer: checks
"""


class WaveNet:
    def __init__(self, vocab_size, block_size, n_embd, n_hidden):
        self.table = torch.ones(vocab_size, vocab_size)
        self.V = vocab_size

    def __call__(self, X):
        neighbours = X.roll(-1, 0)[:, -1]
        return 0.01 * torch.nn.functional.one_hot(neighbours, self.V).to(self.table.dtype) @ self.table

    def parameters(self):
        return []
