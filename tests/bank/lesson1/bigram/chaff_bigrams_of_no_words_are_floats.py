"""torch.tensor([]) has nothing to guess a dtype from.

caught by: words may be many or none
says: is float32
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
