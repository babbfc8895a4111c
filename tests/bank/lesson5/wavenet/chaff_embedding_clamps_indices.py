"""Indices outside of the table get its last row.

caught by: an index outside of the table is an error
says: a wrapped or clamped index
"""


class Embedding(Embedding):
    def __call__(self, IX):
        self.out = self.weight[IX.clamp(max=len(self.weight) - 1)]
        return self.out
