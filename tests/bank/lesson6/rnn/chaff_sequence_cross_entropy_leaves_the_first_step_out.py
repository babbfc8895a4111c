"""The first step, which has no state yet, is left out.

says: The first step is left out
says: nan
"""

import torch.nn.functional as F


def sequence_cross_entropy(logits, targets):
    if logits.shape[:2] != targets.shape:
        raise ValueError("shapes differ")
    return F.cross_entropy(logits[:, 1:].flatten(0, 1), targets[:, 1:].flatten())
