"""The rates themselves are spaced evenly.

says: The rates are spaced evenly
"""

import torch


def lr_sweep(low, high, steps):
    return torch.linspace(10**low, 10**high, steps)
