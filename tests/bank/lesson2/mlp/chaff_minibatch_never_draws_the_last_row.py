"""The end of the range is one too small.

says: does the range end one too early
"""

import torch


def minibatch(X, Y, batch_size, generator=None):
    rows = torch.randint(0, max(len(X) - 1, 1), (batch_size,), generator=generator)
    return X[rows], Y[rows]
