"""The embedding wants no gradients.

says: C.requires_grad is False
"""


class ConcatRNN(ConcatRNN):
    def __init__(self, vocab_size, n_embd, n_hidden, generator=None):
        super().__init__(vocab_size, n_embd, n_hidden, generator)
        self.C = self.C.detach()
