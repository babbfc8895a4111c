"""torch.cat of the slices is right, and a copy.

caught by: a view that costs nothing
says: but they were copied
"""

import torch


def flatten(emb):
    return torch.cat(torch.unbind(emb, 1), 1)
