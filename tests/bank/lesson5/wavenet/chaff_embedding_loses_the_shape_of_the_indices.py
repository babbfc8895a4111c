"""The indices are flattened for index_select and the result keeps that shape.

says: The rows are right, but they are in one long list
"""


class Embedding(Embedding):
    def __call__(self, IX):
        self.out = self.weight.index_select(0, IX.flatten())
        return self.out
