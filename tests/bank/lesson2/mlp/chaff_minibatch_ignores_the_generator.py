"""The draw comes from torch's global state.

says: Pass the generator on to the function that draws
"""

import torch


def minibatch(X, Y, batch_size, generator=None):
    rows = torch.randint(0, len(X), (batch_size,))
    return X[rows], Y[rows]
