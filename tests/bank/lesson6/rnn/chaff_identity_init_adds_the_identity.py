"""A residual start.

says: The identity was added to the old weights
"""

import torch


def identity_init(W):
    if W.shape[0] != W.shape[1]:
        raise ValueError("not square")
    with torch.no_grad():
        return W.add_(torch.eye(len(W), dtype=W.dtype))
