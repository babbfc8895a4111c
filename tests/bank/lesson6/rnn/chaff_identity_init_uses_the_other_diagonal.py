"""The ones run from the upper right to the lower left.

says: The ones run along the other diagonal
"""

import torch


def identity_init(W):
    if W.shape[0] != W.shape[1]:
        raise ValueError("not square")
    with torch.no_grad():
        return W.copy_(torch.eye(len(W), dtype=W.dtype).flip(0))
