"""The last step goes on.

says: follows the gradient of its own loss and nothing else
"""

import torch


def gradient_step(W, xs, ys, lr, decay):
    counts = one_hot_logits(xs, W).exp()
    probs = counts / counts.sum(1, keepdim=True)
    loss = -probs[torch.arange(len(xs)), ys].log().mean() + decay * (W**2).mean()
    W.grad = None
    loss.backward()
    W.velocity = 0.9 * getattr(W, "velocity", 0) + W.grad
    W.data -= lr * W.velocity
    return loss.item()
