"""Directions of the centred points, and a projection of the others.

says: were not centred before the projection
"""

import torch


def pca(E, k):
    E = E.detach()
    return E @ torch.linalg.svd(E - E.mean(0), full_matrices=False).Vh[:k].T
