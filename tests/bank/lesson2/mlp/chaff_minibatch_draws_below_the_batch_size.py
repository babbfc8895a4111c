"""randint gets the batch size as its upper end.

says: is out of bounds
says: never came up
"""

import torch


def minibatch(X, Y, batch_size, generator=None):
    rows = torch.randint(0, batch_size, (batch_size,), generator=generator)
    return X[rows], Y[rows]
