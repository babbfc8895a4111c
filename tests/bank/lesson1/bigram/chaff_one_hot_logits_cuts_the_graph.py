"""Rows of W.data.

caught by: a row that is used k times
says: no gradient reaches W
"""

import torch
import torch.nn.functional as F


def one_hot_logits(xs, W):
    return W.data[xs]
