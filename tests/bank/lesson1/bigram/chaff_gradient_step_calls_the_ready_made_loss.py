"""F.cross_entropy does it all.

says: cross_entropy
"""

import torch.nn.functional as F


def gradient_step(W, xs, ys, lr, decay):
    loss = F.cross_entropy(one_hot_logits(xs, W), ys) + decay * (W**2).mean()
    W.grad = None
    loss.backward()
    W.data -= lr * W.grad
    return loss.item()
