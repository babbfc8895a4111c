"""The other weights stay as they were.

says: Only the diagonal was set
"""

import torch


def identity_init(W):
    if W.shape[0] != W.shape[1]:
        raise ValueError("not square")
    with torch.no_grad():
        return W.fill_diagonal_(1)
