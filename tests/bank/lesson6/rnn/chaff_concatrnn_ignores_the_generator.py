"""The generator is not handed on.

says: drawn by a generator in the same state
"""


class ConcatRNN(ConcatRNN):
    def __init__(self, vocab_size, n_embd, n_hidden, generator=None):
        super().__init__(vocab_size, n_embd, n_hidden)
