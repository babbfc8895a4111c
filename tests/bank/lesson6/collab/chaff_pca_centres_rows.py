"""The mean of each point in place of the mean of the points.

says: The mean of each row was subtracted
"""

import torch


def pca(E, k):
    c = E.detach() - E.detach().mean(1, keepdim=True)
    return c @ torch.linalg.svd(c, full_matrices=False).Vh[:k].T
