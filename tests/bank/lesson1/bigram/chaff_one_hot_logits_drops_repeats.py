"""unique, and back in sorted order.

says: Every different number brought its row once
"""

import torch
import torch.nn.functional as F


def one_hot_logits(xs, W):
    return W[xs.unique()]
