"""An update under no_grad, and zero_ where there is a gradient."""

import torch


def gradient_step(W, xs, ys, lr, decay):
    if W.grad is not None:
        W.grad.zero_()
    e = torch.exp(W[xs])
    p = e[range(len(ys)), ys] / e.sum(dim=1)
    loss = torch.mean(-torch.log(p)) + decay * torch.mean(W * W)
    loss.backward()
    with torch.no_grad():
        W -= lr * W.grad
    return float(loss)
