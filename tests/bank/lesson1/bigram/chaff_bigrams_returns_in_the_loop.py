"""The return is indented too far.

says: Only the pairs of the first word are there
"""

import torch


def bigrams(words, stoi):
    xs, ys = [], []
    for word in words:
        chs = ["."] + list(word) + ["."]
        for a, b in zip(chs, chs[1:]):
            xs.append(stoi[a])
            ys.append(stoi[b])
        return torch.tensor(xs), torch.tensor(ys)
    return torch.zeros(0, dtype=torch.int64), torch.zeros(0, dtype=torch.int64)
