"""W.grad is not set to None.

caught by: an old gradient does not count
says: backward() adds to W.grad
"""

import torch


def gradient_step(W, xs, ys, lr, decay):
    logits = one_hot_logits(xs, W)
    counts = logits.exp()
    probs = counts / counts.sum(1, keepdim=True)
    loss = -probs[torch.arange(len(xs)), ys].log().mean() + decay * (W**2).mean()
    loss.backward()
    W.data += -lr * W.grad
    return loss.item()
