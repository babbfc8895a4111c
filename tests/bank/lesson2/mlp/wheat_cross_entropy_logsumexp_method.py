"""The method logsumexp and a one-hot mask."""

import torch.nn.functional as F


def cross_entropy(logits, targets):
    mask = F.one_hot(targets, logits.shape[1]).to(logits.dtype)
    return -((logits - logits.logsumexp(-1, keepdim=True)) * mask).sum() / len(targets)
