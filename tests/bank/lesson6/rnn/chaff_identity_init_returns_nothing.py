"""The matrix is changed, and None is returned.

says: None
"""

import torch


def identity_init(W):
    if W.shape[0] != W.shape[1]:
        raise ValueError("not square")
    with torch.no_grad():
        W.copy_(torch.eye(len(W), dtype=W.dtype))
