"""The lookup in C.data leaves C without a gradient.

says: no gradient reaches C
"""


def embed(C, X):
    return C.data[X]
