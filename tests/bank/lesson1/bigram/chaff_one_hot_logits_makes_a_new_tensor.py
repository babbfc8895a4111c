"""Lists of numbers have no graph.

caught by: a row that is used k times
says: no gradient reaches W
"""

import torch
import torch.nn.functional as F


def one_hot_logits(xs, W):
    return torch.tensor([W[i].tolist() for i in xs.tolist()])
