"""Time first in the logits, batch first in the targets.

says: The logits are flattened step by step
"""

import torch.nn.functional as F


def sequence_cross_entropy(logits, targets):
    if logits.shape[:2] != targets.shape:
        raise ValueError("shapes differ")
    return F.cross_entropy(logits.transpose(0, 1).reshape(-1, logits.shape[2]), targets.reshape(-1))
