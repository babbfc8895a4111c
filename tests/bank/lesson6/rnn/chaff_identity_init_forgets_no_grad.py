"""A leaf that requires gradients cannot be changed in place.

caught by: stays a leaf
says: leaf Variable that requires grad
"""

import torch


def identity_init(W):
    if W.shape[0] != W.shape[1]:
        raise ValueError("not square")
    W.copy_(torch.eye(len(W), dtype=W.dtype))
    return W
