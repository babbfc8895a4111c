"""Random exponents: spaced evenly on average only.

says: The rates do not run from 10^low to 10^high
"""

import torch


def lr_sweep(low, high, steps):
    return 10 ** (low + (high - low) * torch.rand(steps)).sort().values
