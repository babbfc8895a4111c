"""multinomial with equal weights, with replacement; index_select."""

import torch


def minibatch(X, Y, batch_size, generator=None):
    rows = torch.multinomial(torch.ones(len(Y)), batch_size, replacement=True, generator=generator)
    return [X.index_select(0, rows), Y.index_select(0, rows)]
