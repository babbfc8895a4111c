"""The learning rate and the decay of the lecture are left in the code.

ideas: 2
says: multiply the gradient by lr
says: decay is 0.01 here
says: decay is not used
"""

import torch


def gradient_step(W, xs, ys, lr, decay):
    logits = one_hot_logits(xs, W)
    counts = logits.exp()
    probs = counts / counts.sum(1, keepdim=True)
    loss = -probs[torch.arange(len(xs)), ys].log().mean() + 0.01 * (W**2).mean()
    W.grad = None
    loss.backward()
    W.data += -50 * W.grad
    return loss.item()
