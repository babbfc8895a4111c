"""view(B, V, T) in place of a transpose.

says: view(B, V, T) mixes steps and characters
"""

import torch.nn.functional as F


def sequence_cross_entropy(logits, targets):
    if logits.shape[:2] != targets.shape:
        raise ValueError("shapes differ")
    B, T, V = logits.shape
    return F.cross_entropy(logits.reshape(B, V, T), targets)
