"""Columns in place of rows.

says: These are columns of W
"""

import torch
import torch.nn.functional as F


def one_hot_logits(xs, W):
    return F.one_hot(xs, num_classes=len(W)).float() @ W.T
