"""A row's gradient is divided by how often it is used.

caught by: a row that is used k times
says: divided by how often it is used
"""

import torch
import torch.nn.functional as F


def one_hot_logits(xs, W):
    times = torch.bincount(xs, minlength=len(W))[xs].unsqueeze(1)
    rows = W[xs]
    return rows / times + (rows - rows / times).detach()
