"""The rates themselves are spaced evenly.

says: The rates are evenly spaced
"""

import torch


def lr_sweep(low, high, steps):
    return torch.linspace(10**low, 10**high, steps)
