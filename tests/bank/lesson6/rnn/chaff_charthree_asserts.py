"""Rows of another length are refused by an assertion; the text asks for a ValueError.

caught by: rows that are not three characters long are an error
says: it raised AssertionError, expected ValueError
"""


class CharThree(CharThree):
    def __call__(self, X):
        assert X.shape[1] == 3, "not three characters"
        return super().__call__(X)
