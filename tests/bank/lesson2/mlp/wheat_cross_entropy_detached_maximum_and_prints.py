"""The maximum is a constant for the gradient, which changes nothing; with prints and a warning."""

import warnings

import torch


def cross_entropy(logits, targets):
    warnings.warn("my own loss")
    with torch.no_grad():
        top = logits.amax(dim=1, keepdim=True)
    z = logits - top
    print("largest", top.max())
    nll = -torch.take_along_dim(z, targets.unsqueeze(1), 1).squeeze(1) + z.exp().sum(1).log()
    return torch.mean(nll)
