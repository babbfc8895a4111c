"""requires_grad is never set.

says: requires_grad is False
"""


class MLP(MLP):
    def __init__(self, vocab_size, block_size, n_embd, n_hidden, generator=None):
        super().__init__(vocab_size, block_size, n_embd, n_hidden, generator)
        for p in self.parameters():
            p.requires_grad_(False)
