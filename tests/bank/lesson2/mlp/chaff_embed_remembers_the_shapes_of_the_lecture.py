"""32 contexts of three characters, two numbers each.

says: is invalid for input of size
"""


def embed(C, X):
    return C[X].view(32, 3, 2)
