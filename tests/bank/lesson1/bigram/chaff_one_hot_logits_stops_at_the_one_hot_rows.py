"""W is not used.

says: These are the one-hot rows
says: other weights give the same logits
"""

import torch
import torch.nn.functional as F


def one_hot_logits(xs, W):
    return F.one_hot(xs, num_classes=len(W)).float()
