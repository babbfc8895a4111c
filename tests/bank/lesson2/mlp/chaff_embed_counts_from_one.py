"""Index 1 brings the first row.

says: Every index fetched the row before its own
"""


def embed(C, X):
    return C[X - 1]
