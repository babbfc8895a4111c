"""eye of any shape.

caught by: only square
says: cannot become the identity
"""

import torch


def identity_init(W):
    with torch.no_grad():
        return W.copy_(torch.eye(*W.shape, dtype=W.dtype))
