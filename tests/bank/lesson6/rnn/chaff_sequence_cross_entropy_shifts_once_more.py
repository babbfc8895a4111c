"""The targets are shifted again, though they are the following characters already.

says: The targets are shifted by another step
says: nan
"""

import torch.nn.functional as F


def sequence_cross_entropy(logits, targets):
    if logits.shape[:2] != targets.shape:
        raise ValueError("shapes differ")
    return F.cross_entropy(logits[:, :-1].flatten(0, 1), targets[:, 1:].flatten())
