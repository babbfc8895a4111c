"""(k, N).

says: Rows and columns are swapped
"""

reference = pca


def pca(E, k):
    return reference(E, k).T
