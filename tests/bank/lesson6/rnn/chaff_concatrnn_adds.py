"""Input and state are added although there is room for both.

says: should have shape
"""


class ConcatRNN(CharLoop):
    def __init__(self, vocab_size, n_embd, n_hidden, generator=None):
        super().__init__(vocab_size, n_embd, n_hidden, generator)
