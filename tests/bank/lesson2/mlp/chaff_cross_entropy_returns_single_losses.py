"""The mean is missing.

says: These are the losses of the individual examples
"""

import torch


def cross_entropy(logits, targets):
    shifted = logits - logits.max(1, keepdim=True).values
    logp = shifted - shifted.exp().sum(1, keepdim=True).log()
    return -logp[torch.arange(len(targets)), targets]
