"""Random exponents: spaced evenly on average only.

says: times the same constant
"""

import torch


def lr_sweep(low, high, steps):
    return 10 ** (low + (high - low) * torch.rand(steps)).sort().values
