"""The generator is not handed on.

caught by: draws with the generator
says: Use the generator.
"""


class MLP(MLP):
    def __init__(self, vocab_size, block_size, n_embd, n_hidden, generator=None):
        super().__init__(vocab_size, block_size, n_embd, n_hidden)
