"""The caller's weights are centred.

caught by: weights and numbers stay as they are
says: What the caller gave was changed
"""

import torch
import torch.nn.functional as F


def one_hot_logits(xs, W):
    rows = W[xs]
    W.data -= W.data.mean(1, keepdim=True)
    return rows
