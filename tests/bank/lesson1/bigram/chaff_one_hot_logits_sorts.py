"""The rows are in the order of the alphabet.

says: The rows are sorted
"""

import torch
import torch.nn.functional as F


def one_hot_logits(xs, W):
    return W[xs.sort().values]
