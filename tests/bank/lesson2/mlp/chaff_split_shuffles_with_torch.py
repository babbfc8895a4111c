"""The order is that of torch.randperm with the seed 42.

says: torch.randperm
"""

import torch


def split(words):
    order = torch.randperm(len(words), generator=torch.Generator().manual_seed(42))
    words = [words[i] for i in order.tolist()]
    n1, n2 = int(0.8 * len(words)), int(0.9 * len(words))
    return words[:n1], words[n1:n2], words[n2:]
