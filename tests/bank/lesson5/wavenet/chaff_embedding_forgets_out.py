"""The result is returned and not kept.

caught by: the result is kept
says: keep the result in `self.out`
"""


class Embedding(Embedding):
    def __call__(self, IX):
        return self.weight[IX]
