"""The minus of the exponents is lost.

says: The sign of the exponents was lost
"""

import torch


def lr_sweep(low, high, steps):
    return 10 ** -torch.linspace(low, high, steps)
