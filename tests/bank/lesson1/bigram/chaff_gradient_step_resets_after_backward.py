"""The gradient is deleted before it is used.

says: W is as it was
"""

import torch


def gradient_step(W, xs, ys, lr, decay):
    logits = one_hot_logits(xs, W)
    counts = logits.exp()
    probs = counts / counts.sum(1, keepdim=True)
    loss = -probs[torch.arange(len(xs)), ys].log().mean() + decay * (W**2).mean()
    loss.backward()
    W.grad = torch.zeros_like(W)
    W.data += -lr * W.grad
    return loss.item()
