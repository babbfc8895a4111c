"""The maximum of the whole batch.

caught by: every row has its own maximum
says: subtract the maximum of each row
says: subtract the largest logit of each row
"""

import torch


def cross_entropy(logits, targets):
    shifted = logits - logits.max()
    logp = shifted - shifted.exp().sum(1, keepdim=True).log()
    return -logp[torch.arange(len(targets)), targets].mean()
