"""pop takes the words out of the caller's list.

caught by: the words stay as they are
says: The caller's own list or table was changed
"""

import torch


def bigrams(words, stoi):
    xs, ys = [], []
    while words:
        word = words.pop(0)
        xs += [stoi[c] for c in "." + word]
        ys += [stoi[c] for c in word + "."]
    return torch.tensor(xs, dtype=torch.int64), torch.tensor(ys, dtype=torch.int64)
