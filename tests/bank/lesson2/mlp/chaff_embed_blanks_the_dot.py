"""The row of the dot comes out as zeros, like a padding index.

says: Row 0 came out as zeros
"""


def embed(C, X):
    return C[X] * (X != 0).unsqueeze(-1)
