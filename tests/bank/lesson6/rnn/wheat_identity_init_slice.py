"""W[:] = eye, with the detached matrix."""

import torch
from torch import Tensor


def identity_init(W: Tensor) -> Tensor:
    if len(set(W.shape)) != 1:
        raise ValueError("not square")
    W.detach()[:] = torch.eye(len(W)).to(W)
    return W
