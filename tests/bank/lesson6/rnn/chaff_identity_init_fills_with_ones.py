"""Ones everywhere.

says: The matrix is full of ones
"""

import torch


def identity_init(W):
    if W.shape[0] != W.shape[1]:
        raise ValueError("not square")
    with torch.no_grad():
        return W.fill_(1)
