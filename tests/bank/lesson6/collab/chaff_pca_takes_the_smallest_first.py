"""eigh sorts upwards, and the first eigenvectors are taken.

says: The directions of smallest variance come first
"""

import torch


def pca(E, k):
    c = E.detach() - E.detach().mean(0)
    return c @ torch.linalg.eigh(c.T @ c).eigenvectors[:, :k]
