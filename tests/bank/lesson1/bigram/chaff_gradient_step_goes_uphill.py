"""The sign of the update.

says: The step goes uphill
says: the gradient says
"""

import torch


def gradient_step(W, xs, ys, lr, decay):
    logits = one_hot_logits(xs, W)
    counts = logits.exp()
    probs = counts / counts.sum(1, keepdim=True)
    loss = -probs[torch.arange(len(xs)), ys].log().mean() + decay * (W**2).mean()
    W.grad = None
    loss.backward()
    W.data += lr * W.grad
    return loss.item()
