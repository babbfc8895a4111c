"""The negative mean probability.

says: The logarithm is missing
"""

import torch


def cross_entropy(logits, targets):
    p = (logits - logits.max(1, keepdim=True).values).exp()
    p = p / p.sum(1, keepdim=True)
    return -p[torch.arange(len(targets)), targets].mean()
