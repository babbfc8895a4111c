"""The mean of the absolute weights.

says: The mean of the absolute weights was added
"""

import torch


def gradient_step(W, xs, ys, lr, decay):
    logits = one_hot_logits(xs, W)
    counts = logits.exp()
    probs = counts / counts.sum(1, keepdim=True)
    loss = -probs[torch.arange(len(xs)), ys].log().mean() + decay * W.abs().mean()
    W.grad = None
    loss.backward()
    W.data += -lr * W.grad
    return loss.item()
