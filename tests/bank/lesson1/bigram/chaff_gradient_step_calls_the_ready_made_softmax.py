"""softmax is not written out.

says: softmax
"""

import torch


def gradient_step(W, xs, ys, lr, decay):
    logits = one_hot_logits(xs, W)
    probs = logits.softmax(1)
    loss = -probs[torch.arange(len(xs)), ys].log().mean() + decay * (W**2).mean()
    W.grad = None
    loss.backward()
    W.data += -lr * W.grad
    return loss.item()
