"""Zeros and then ones on the diagonal, written into the detached matrix, which shares its memory."""


def identity_init(W):
    if W.ndim != 2 or W.shape[0] != W.shape[1]:
        raise ValueError("not square")
    W.detach().zero_()
    W.detach().fill_diagonal_(1)
    return W
