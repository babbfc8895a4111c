"""The characters are dealt out in threes, so that a row of six becomes two examples.

caught by: rows that are not three characters long
says: no character may be dropped or invented
"""


class CharThree(CharThree):
    def __call__(self, X):
        return super().__call__(X.reshape(-1, 3) if X.shape[1] % 3 == 0 else X)
