"""The lecture's first try: three slices by name.

says: out of bounds
says: The row always has 3 characters
"""

import torch


def flatten(emb):
    return torch.cat([emb[:, 0, :], emb[:, 1, :], emb[:, 2, :]], 1)
