"""The lecture's vocabulary, whatever stoi says.

caught by: the dot has whatever number
says: The dot is taken for number 0
"""

import torch


def bigrams(words, stoi):
    xs, ys = [], []
    for word in words:
        codes = [0] + [stoi[c] for c in word] + [0]
        xs += codes[:-1]
        ys += codes[1:]
    return torch.tensor(xs, dtype=torch.int64), torch.tensor(ys, dtype=torch.int64)
