"""A random start, and the rows that follow it.

says: hit every row exactly once
"""

import torch


def minibatch(X, Y, batch_size, generator=None):
    start = torch.randint(0, len(X), (1,), generator=generator)
    rows = (start + torch.arange(batch_size)) % len(X)
    return X[rows], Y[rows]
