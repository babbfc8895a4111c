"""U without the singular values.

says: These are the left singular vectors
"""

import torch


def pca(E, k):
    E = E.detach()
    return torch.linalg.svd(E - E.mean(0), full_matrices=False).U[:, :k]
