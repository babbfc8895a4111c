"""k is not used.

says: were asked for
"""

reference = pca


def pca(E, k):
    return reference(E, E.shape[1])
