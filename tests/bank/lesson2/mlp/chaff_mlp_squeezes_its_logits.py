"""A single context gives logits without a row.

says: Dimensions of size 1 were squeezed
"""


class MLP(MLP):
    def __call__(self, X):
        return super().__call__(X).squeeze(0)
