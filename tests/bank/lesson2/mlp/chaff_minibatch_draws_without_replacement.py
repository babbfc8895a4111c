"""The first rows of a permutation.

says: rows are drawn with replacement
says: the rows are drawn without replacement
"""

import torch


def minibatch(X, Y, batch_size, generator=None):
    rows = torch.randperm(len(X), generator=generator)[:batch_size]
    return X[rows], Y[rows]
