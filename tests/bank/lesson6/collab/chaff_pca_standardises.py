"""Each column is divided by its spread first.

says: The columns were divided by their spread
"""

reference = pca


def pca(E, k):
    E = E.detach()
    return reference((E - E.mean(0)) / E.std(0), k)
