"""The newest character is read first.

says: The characters are read in reverse order
"""


class ConcatRNN(ConcatRNN):
    def __call__(self, X):
        return super().__call__(X.flip(1))
