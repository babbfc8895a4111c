"""A matrix that is not square is refused by an assertion, which `python -O` leaves out; the text asks for a ValueError.

caught by: only square matrices have an identity
says: it raised AssertionError, expected ValueError
"""

reference = identity_init


def identity_init(W):
    assert W.ndim == 2 and W.shape[0] == W.shape[1], "not square"
    return reference(W)
