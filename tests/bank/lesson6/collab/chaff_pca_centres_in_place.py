"""E -= mean changes the embedding of the model.

caught by: the points stay as they are and the result has no graph
says: centred in place
"""

reference = pca


def pca(E, k):
    E = E.detach()
    E -= E.mean(0)
    return reference(E, k)
