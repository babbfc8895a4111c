"""numpy's logspace, as a tensor."""

import numpy as np
import torch


def lr_sweep(low, high, steps):
    return torch.from_numpy(np.logspace(low, high, steps))
