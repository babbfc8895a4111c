"""reshape, which gives a view of contiguous numbers."""

import math

import torch
from torch import Tensor


def flatten(emb: Tensor) -> Tensor:
    n, *rest = emb.shape
    return torch.reshape(emb, (n, math.prod(rest)))
