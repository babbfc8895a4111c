"""An einsum over one-hot rows, made by comparing."""

import torch


def embed(C, X):
    if (X >= len(C)).any():
        raise IndexError("no such row")
    hot = (X[..., None] == torch.arange(len(C), device=X.device)).to(C.dtype)
    return torch.einsum("...v,vd->...d", hot, C)
