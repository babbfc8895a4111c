"""Rows of the identity; prints."""

import torch


def one_hot_logits(xs, W):
    x = torch.eye(W.size(0), dtype=W.dtype)[xs]
    print(x.shape)
    return torch.matmul(x, W)
