"""The lookup goes through .data, so the table never learns.

says: no gradient reaches the table
"""


class Embedding(Embedding):
    def __call__(self, IX):
        self.out = self.weight.data[IX]
        return self.out
