"""torch's own lookup."""

import torch.nn.functional as F


def one_hot_logits(xs, W):
    return F.embedding(xs, W)
