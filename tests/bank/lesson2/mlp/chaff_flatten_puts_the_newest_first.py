"""The characters are concatenated from the last to the first.

says: The newest character comes first
"""

import torch


def flatten(emb):
    return torch.cat(emb.unbind(1)[::-1], 1)
