"""The points are not centred at all.

says: The points were not centred: the first direction
"""

import torch


def pca(E, k):
    E = E.detach()
    return E @ torch.linalg.svd(E, full_matrices=False).Vh[:k].T
