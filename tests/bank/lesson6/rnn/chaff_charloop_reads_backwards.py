"""The newest character is read first.

says: The characters are read in reverse order
"""


class CharLoop(CharLoop):
    def __call__(self, X):
        return super().__call__(X.flip(1))
