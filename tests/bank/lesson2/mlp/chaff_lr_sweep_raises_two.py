"""A power of two.

says: These are powers of two
"""

import torch


def lr_sweep(low, high, steps):
    return 2 ** torch.linspace(low, high, steps)
