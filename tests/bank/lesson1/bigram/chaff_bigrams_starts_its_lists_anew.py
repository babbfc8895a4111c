"""The lists are made in the loop.

says: Only the pairs of the last word are there
"""

import torch


def bigrams(words, stoi):
    xs, ys = [], []
    for word in words:
        xs, ys = [], []
        chs = ["."] + list(word) + ["."]
        for a, b in zip(chs, chs[1:]):
            xs.append(stoi[a])
            ys.append(stoi[b])
    return torch.tensor(xs, dtype=torch.int64), torch.tensor(ys, dtype=torch.int64)
