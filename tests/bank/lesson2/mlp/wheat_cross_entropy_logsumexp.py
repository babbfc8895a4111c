"""torch.logsumexp, which subtracts the maximum by itself."""

import torch


def cross_entropy(logits, targets):
    return (torch.logsumexp(logits, 1) - logits.gather(1, targets[:, None])[:, 0]).mean()
