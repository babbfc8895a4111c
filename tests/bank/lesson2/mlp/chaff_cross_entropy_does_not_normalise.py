"""The logits themselves are taken for log-probabilities.

says: The logits were not normalised
"""

import torch


def cross_entropy(logits, targets):
    return -logits[torch.arange(len(targets)), targets].mean()
