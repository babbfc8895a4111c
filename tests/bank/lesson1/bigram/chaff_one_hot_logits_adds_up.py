"""One row for all of them.

says: The rows were added up
"""

import torch
import torch.nn.functional as F


def one_hot_logits(xs, W):
    return F.one_hot(xs, num_classes=len(W)).float().sum(0) @ W
