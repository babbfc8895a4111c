"""F.one_hot gives int64.

says: dtype
"""

import torch
import torch.nn.functional as F


def one_hot_logits(xs, W):
    return F.one_hot(xs, num_classes=len(W)) @ W
