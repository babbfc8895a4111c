"""The generator is not handed on.

caught by: draws with the generator
says: drawn by a generator in the same state
"""


class MixedInput(MixedInput):
    def __init__(self, embedding_sizes, n_continuous, n_hidden, y_range, generator=None):
        super().__init__(embedding_sizes, n_continuous, n_hidden, y_range)
