"""Indices outside of the table are wrapped, so that nothing ever fails.

caught by: an index outside of the table is an error
says: a wrapped or clamped index
"""


class Embedding(Embedding):
    def __call__(self, IX):
        self.out = self.weight[IX % len(self.weight)]
        return self.out
