"""The matrix is changed, but something else is returned.

says: Return W itself, not a copy
says: return W itself
"""

import torch


def identity_init(W):
    if W.shape[0] != W.shape[1]:
        raise ValueError("not square")
    with torch.no_grad():
        W.copy_(torch.eye(len(W), dtype=W.dtype))
    return W.detach().clone()
