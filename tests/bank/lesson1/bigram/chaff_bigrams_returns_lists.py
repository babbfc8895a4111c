"""Numbers, but no tensors.

says: in lists
"""

import torch


def bigrams(words, stoi):
    xs, ys = [], []
    for word in words:
        chs = ["."] + list(word) + ["."]
        for a, b in zip(chs, chs[1:]):
            xs.append(stoi[a])
            ys.append(stoi[b])
    return xs, ys
