"""The result is returned and not kept.

caught by: the result is kept
says: no attribute 'out'
"""


class Embedding(Embedding):
    def __call__(self, IX):
        return self.weight[IX]
