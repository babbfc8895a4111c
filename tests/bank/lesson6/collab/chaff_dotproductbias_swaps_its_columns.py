"""The number of the year looks up the name.

says: The columns are swapped
says: is out of bounds
"""


class DotProductBias(DotProductBias):
    def __call__(self, X):
        return super().__call__(X.flip(1))
