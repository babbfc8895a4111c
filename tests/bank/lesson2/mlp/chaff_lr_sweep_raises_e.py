"""exp in place of a power of ten.

says: These are powers of e
"""

import torch


def lr_sweep(low, high, steps):
    return torch.linspace(low, high, steps).exp()
