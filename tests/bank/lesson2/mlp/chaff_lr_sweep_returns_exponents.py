"""Ten is not raised to them.

says: These are the exponents
"""

import torch


def lr_sweep(low, high, steps):
    return torch.linspace(low, high, steps)
