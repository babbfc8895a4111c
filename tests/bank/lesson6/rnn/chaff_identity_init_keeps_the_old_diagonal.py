"""A mask: the old weights times the identity.

says: The old diagonal is still there
"""

import torch


def identity_init(W):
    if W.shape[0] != W.shape[1]:
        raise ValueError("not square")
    with torch.no_grad():
        return W.mul_(torch.eye(len(W), dtype=W.dtype))
