"""Zeros with ones written into them, and einsum."""

import torch


def one_hot_logits(xs, W):
    x = torch.zeros(len(xs), len(W))
    x[torch.arange(len(xs)), xs] = 1.0
    return torch.einsum("nv,vw->nw", x, W)
