"""One-hot rows times one-hot columns, in whole numbers."""

import torch.nn.functional as F


def count_bigrams(words, stoi):
    xs, ys = bigrams(words, stoi)
    return F.one_hot(xs, len(stoi)).T @ F.one_hot(ys, len(stoi))
