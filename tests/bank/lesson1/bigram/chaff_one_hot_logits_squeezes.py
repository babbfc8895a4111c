"""A single number loses its row.

says: Dimensions of size 1 were squeezed
"""

import torch
import torch.nn.functional as F


def one_hot_logits(xs, W):
    return W[xs].squeeze()
