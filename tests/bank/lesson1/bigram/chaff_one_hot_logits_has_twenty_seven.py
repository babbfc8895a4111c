"""The lecture's number of classes.

caught by: the vocabulary is as large
says: cannot be multiplied
says: must be smaller than num_classes
"""

import torch
import torch.nn.functional as F


def one_hot_logits(xs, W):
    return F.one_hot(xs, num_classes=27).float() @ W
