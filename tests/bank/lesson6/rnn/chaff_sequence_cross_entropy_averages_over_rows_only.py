"""A loss for each step.

says: There is a loss for each step
"""

import torch.nn.functional as F


def sequence_cross_entropy(logits, targets):
    if logits.shape[:2] != targets.shape:
        raise ValueError("shapes differ")
    return F.cross_entropy(logits.transpose(1, 2), targets, reduction="none").mean(0)
