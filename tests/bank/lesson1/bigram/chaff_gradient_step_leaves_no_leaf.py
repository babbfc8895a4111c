"""W no longer requires a gradient.

caught by: an old gradient does not count
says: does not require grad
"""

import torch


def gradient_step(W, xs, ys, lr, decay):
    logits = one_hot_logits(xs, W)
    counts = logits.exp()
    probs = counts / counts.sum(1, keepdim=True)
    loss = -probs[torch.arange(len(xs)), ys].log().mean() + decay * (W**2).mean()
    W.grad = None
    loss.backward()
    W.requires_grad_(False)
    W -= lr * W.grad
    return loss.item()
