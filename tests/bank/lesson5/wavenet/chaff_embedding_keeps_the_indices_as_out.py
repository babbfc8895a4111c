"""self.out holds the indices, not the result.

caught by: the result is kept
says: Keep the result as self.out
"""


class Embedding(Embedding):
    def __call__(self, IX):
        self.out = IX
        return self.weight[IX]
