"""From high to low.

says: The rates run from high to low
"""

import torch


def lr_sweep(low, high, steps):
    return 10 ** torch.linspace(high, low, steps)
