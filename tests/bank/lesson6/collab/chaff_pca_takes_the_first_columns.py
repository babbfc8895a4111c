"""The first k columns of the centred points.

says: These are the first columns of the centred points
"""


def pca(E, k):
    E = E.detach()
    return (E - E.mean(0))[:, :k]
