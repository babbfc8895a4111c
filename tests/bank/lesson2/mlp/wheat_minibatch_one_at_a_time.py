"""One draw after the other in a python loop."""

import torch


def minibatch(X, Y, batch_size, generator=None):
    rows = [torch.randint(X.size(0), (1,), generator=generator).item() for _ in range(batch_size)]
    return torch.stack([X[i] for i in rows]), torch.stack([Y[i] for i in rows])
