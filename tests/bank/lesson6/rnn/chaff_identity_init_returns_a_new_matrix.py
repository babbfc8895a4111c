"""A fresh identity; the layer keeps its old weights.

caught by: the very matrix
says: The matrix itself has to change
"""

import torch


def identity_init(W):
    if W.shape[0] != W.shape[1]:
        raise ValueError("not square")
    return torch.eye(len(W), dtype=W.dtype, requires_grad=W.requires_grad)
