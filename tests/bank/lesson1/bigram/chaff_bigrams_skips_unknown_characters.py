"""stoi.get, with the dot where nothing is found.

caught by: every character has to be known
says: That must raise a KeyError
"""

import torch


def bigrams(words, stoi):
    xs, ys = [], []
    for word in words:
        chs = ["."] + list(word) + ["."]
        for a, b in zip(chs, chs[1:]):
            xs.append(stoi.get(a, stoi["."]))
            ys.append(stoi.get(b, stoi["."]))
    return torch.tensor(xs, dtype=torch.int64), torch.tensor(ys, dtype=torch.int64)
