"""The caller's pairs are put in order, which changes no loss.

caught by: the pairs stay as they are
says: The caller's pairs were changed in place
"""

reference = gradient_step


def gradient_step(W, xs, ys, lr, decay):
    order = (xs * len(W) + ys).argsort()
    xs.copy_(xs[order]), ys.copy_(ys[order])
    return reference(W, xs, ys, lr, decay)
