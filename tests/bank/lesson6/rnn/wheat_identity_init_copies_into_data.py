"""The numbers are copied into W.data, which is W's own memory."""

import torch


def identity_init(W):
    if W.ndim != 2 or W.shape[0] != W.shape[1]:
        raise ValueError("not square")
    W.data.copy_(torch.eye(len(W), dtype=W.dtype, device=W.device))
    return W
