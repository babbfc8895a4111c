"""Two draws: the targets belong to other rows.

says: The targets do not belong to the rows
"""

import torch


def minibatch(X, Y, batch_size, generator=None):
    rows = torch.randint(0, len(X), (batch_size,), generator=generator)
    others = torch.randint(0, len(X), (batch_size,), generator=generator)
    return X[rows], Y[others]
