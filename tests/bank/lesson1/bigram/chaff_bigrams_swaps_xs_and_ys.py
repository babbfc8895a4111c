"""What follows comes first.

says: xs and ys are swapped
"""

import torch


def bigrams(words, stoi):
    xs, ys = [], []
    for word in words:
        chs = ["."] + list(word) + ["."]
        for a, b in zip(chs, chs[1:]):
            xs.append(stoi[a])
            ys.append(stoi[b])
    return torch.tensor(ys, dtype=torch.int64), torch.tensor(xs, dtype=torch.int64)
