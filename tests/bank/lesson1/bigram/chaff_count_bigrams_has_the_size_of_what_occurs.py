"""The largest number in the words, plus one.

caught by: every character of stoi has a row
says: a model has to know all
"""

import torch


def count_bigrams(words, stoi):
    xs, ys = bigrams(words, stoi)
    V = int(torch.cat([xs, ys, torch.tensor([0])]).max()) + 1
    return torch.bincount(xs * V + ys, minlength=V * V).view(V, V)
