"""The one-hot targets have the lecture's 27 columns.

says: must match the size of tensor
"""

import torch.nn.functional as F


def cross_entropy(logits, targets):
    shifted = logits - logits.max(1, keepdim=True).values
    logp = shifted - shifted.exp().sum(1, keepdim=True).log()
    return -(F.one_hot(targets, 27) * logp).sum(1).mean()
