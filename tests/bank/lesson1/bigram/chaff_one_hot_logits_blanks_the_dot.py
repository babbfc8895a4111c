"""Number 0 as padding.

says: Number 0 brought zeros
"""

import torch
import torch.nn.functional as F


def one_hot_logits(xs, W):
    return W[xs] * (xs != 0).unsqueeze(1)
