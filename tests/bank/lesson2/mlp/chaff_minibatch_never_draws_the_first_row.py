"""The range starts at 1.

says: (the first)
"""

import torch


def minibatch(X, Y, batch_size, generator=None):
    rows = torch.randint(min(1, len(X) - 1), len(X), (batch_size,), generator=generator)
    return X[rows], Y[rows]
