"""The rows become float32.

says: Xb should keep the dtype of X
"""

reference = minibatch


def minibatch(X, Y, batch_size, generator=None):
    Xb, Yb = reference(X, Y, batch_size, generator)
    return Xb.float(), Yb
