"""The gradient by the formula, without a backward pass."""

import torch
import torch.nn.functional as F


@torch.no_grad()
def gradient_step(W, xs, ys, lr, decay):
    N, V = len(xs), len(W)
    e = W[xs].exp()
    p = e / e.sum(1, keepdim=True)
    loss = -p[torch.arange(N), ys].log().mean() + decay * (W**2).mean()
    gradient = F.one_hot(xs, V).float().T @ (p - F.one_hot(ys, V)) / N + 2 * decay * W / W.numel()
    W -= lr * gradient
    return loss.item()
