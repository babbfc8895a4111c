"""A column for each number.

says: Rows and columns of the result are swapped
"""

import torch
import torch.nn.functional as F


def one_hot_logits(xs, W):
    return W.T @ F.one_hot(xs, num_classes=len(W)).float().T
