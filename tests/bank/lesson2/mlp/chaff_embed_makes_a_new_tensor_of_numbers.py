"""The rows go through python lists, and the graph is lost.

says: no gradient reaches C
"""

import torch


def embed(C, X):
    rows = C.tolist()
    if X.max() >= len(rows):
        raise IndexError
    return torch.tensor([rows[i] for i in X.flatten().tolist()], dtype=C.dtype).reshape(*X.shape, C.shape[1])
