"""The decay pulls at the rows that occur, not at the others.

caught by: decay adds the mean of the squared weights
says: The decay pulls at the rows that occur in xs only
"""

import torch


def gradient_step(W, xs, ys, lr, decay):
    counts = one_hot_logits(xs, W).exp()
    probs = counts / counts.sum(1, keepdim=True)
    loss = -probs[torch.arange(len(xs)), ys].log().mean() + decay * (W**2).mean()
    W.grad = None
    loss.backward()
    used = xs.unique()
    W.data[used] -= lr * W.grad[used]
    return loss.item()
