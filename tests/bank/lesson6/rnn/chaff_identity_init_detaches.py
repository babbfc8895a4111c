"""The storage is shared, but what is returned cannot be trained.

caught by: stays a leaf
says: no longer connected to W
"""

import torch


def identity_init(W):
    if W.shape[0] != W.shape[1]:
        raise ValueError("not square")
    W.data.copy_(torch.eye(len(W), dtype=W.dtype))
    return W.data
