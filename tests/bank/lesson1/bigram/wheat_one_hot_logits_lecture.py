"""The lecture's encoding, with .float()."""

import torch.nn.functional as F


def one_hot_logits(xs, W):
    xenc = F.one_hot(xs, num_classes=W.shape[0]).float()
    return xenc @ W
