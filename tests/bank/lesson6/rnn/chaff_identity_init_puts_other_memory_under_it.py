"""W.data is assigned: the same tensor object, with another storage under it.

caught by: it is the very matrix that was given
says: not W with other memory under it
"""

import torch


def identity_init(W):
    if W.ndim != 2 or W.shape[0] != W.shape[1]:
        raise ValueError("not square")
    W.data = torch.eye(len(W), dtype=W.dtype, device=W.device)
    return W
