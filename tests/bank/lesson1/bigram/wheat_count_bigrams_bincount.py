"""One number for each pair, and a histogram."""

import torch


def count_bigrams(words, stoi):
    V = len(stoi)
    xs, ys = bigrams(words, stoi)
    return torch.bincount(xs * V + ys, minlength=V**2).reshape(V, V)
