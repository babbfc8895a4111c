"""Both ends are counted besides the steps.

says: There is one rate too many
"""

import torch


def lr_sweep(low, high, steps):
    return 10 ** torch.linspace(low, high, steps + 1)
