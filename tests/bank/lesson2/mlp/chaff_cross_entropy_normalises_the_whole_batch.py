"""sum() without a dimension.

says: The softmax runs over the whole batch
"""

import torch


def cross_entropy(logits, targets):
    shifted = logits - logits.max()
    logp = shifted - shifted.exp().sum().log()
    return -logp[torch.arange(len(targets)), targets].mean()
