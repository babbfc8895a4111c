"""An index outside of the table is refused by an assertion; the text asks for an error of indexing.

caught by: an index outside of the table is an error
says: it raised AssertionError, expected IndexError or RuntimeError
"""

reference = embed


def embed(C, X):
    assert X.max() < len(C), "no such row"
    return reference(C, X)
