"""The mean log-likelihood.

says: The sign is missing
"""

import torch.nn.functional as F


def sequence_cross_entropy(logits, targets):
    if logits.shape[:2] != targets.shape:
        raise ValueError("shapes differ")
    return -F.cross_entropy(logits.flatten(0, 1), targets.flatten())
