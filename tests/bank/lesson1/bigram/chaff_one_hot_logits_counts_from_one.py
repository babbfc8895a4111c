"""The row before.

says: Every number brought the row before its own
"""

import torch
import torch.nn.functional as F


def one_hot_logits(xs, W):
    return W[xs - 1]
