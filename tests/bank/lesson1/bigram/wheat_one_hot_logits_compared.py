"""Numbers compared with all numbers; a sum of products."""

import torch


def one_hot_logits(xs, W):
    hot = xs.unsqueeze(1).eq(torch.arange(len(W)))
    return (hot.unsqueeze(2) * W.unsqueeze(0)).sum(1)
