"""F.cross_entropy with V in the middle, after a transpose."""

import torch.nn.functional as F


def sequence_cross_entropy(logits, targets):
    B, T, V = logits.shape
    if targets.shape != (B, T):
        raise ValueError(f"targets should be {(B, T)}")
    return F.cross_entropy(logits.transpose(1, 2), targets)
