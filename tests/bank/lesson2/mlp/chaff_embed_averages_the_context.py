"""The mean of the embeddings of a context.

says: were averaged
"""


def embed(C, X):
    return C[X].mean(-2) if X.dim() > 1 else C[X]
