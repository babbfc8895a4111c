"""The table is flattened, so that an index brings one number.

says: This picks single numbers from the table
"""


class Embedding(Embedding):
    def __call__(self, IX):
        self.out = self.weight.flatten()[IX]
        return self.out
