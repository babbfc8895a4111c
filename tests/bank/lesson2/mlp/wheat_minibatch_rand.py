"""Uniform numbers times N, rounded down."""

import torch


def minibatch(X, Y, batch_size, generator=None):
    rows = (torch.rand(batch_size, generator=generator, dtype=torch.float64) * X.shape[0]).long()
    return X[rows], Y[rows]
