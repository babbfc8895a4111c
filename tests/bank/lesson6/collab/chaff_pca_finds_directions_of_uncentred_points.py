"""Directions of the points as they are, and a projection of the centred ones.

says: The directions come from points that were not centred
"""

import torch


def pca(E, k):
    E = E.detach()
    return (E - E.mean(0)) @ torch.linalg.svd(E, full_matrices=False).Vh[:k].T
