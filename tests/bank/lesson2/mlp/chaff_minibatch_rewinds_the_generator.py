"""The generator is set back to its first seed in every call.

says: is the generator reseeded in every call
"""

import torch


def minibatch(X, Y, batch_size, generator=None):
    if generator is not None:
        generator.manual_seed(generator.initial_seed())
    rows = torch.randint(0, len(X), (batch_size,), generator=generator)
    return X[rows], Y[rows]
