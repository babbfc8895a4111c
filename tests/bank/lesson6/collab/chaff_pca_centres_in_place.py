"""E -= mean changes the embedding of the model.

caught by: dtype and points are kept
says: centred in place
"""

reference = pca


def pca(E, k):
    E = E.detach()
    E -= E.mean(0)
    return reference(E, k)
