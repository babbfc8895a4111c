"""Stand-ins for exercises of this lesson, built on torch's own functions; see `exercises/lesson5/standins.py`."""

import torch


def bigrams(words, stoi):
    """Neighbours within each word."""
    xs = [stoi[character] for word in words for character in "." + word]
    ys = [stoi[character] for word in words for character in word + "."]
    return torch.tensor(xs, dtype=torch.int64), torch.tensor(ys, dtype=torch.int64)


def count_bigrams(words, stoi):
    """A histogram of the pairs."""
    V = len(stoi)
    pairs = [stoi[x] * V + stoi[y] for word in words for x, y in zip("." + word, word + ".", strict=True)]
    return torch.bincount(torch.tensor(pairs, dtype=torch.int64), minlength=V * V).view(V, V)


def normalize(counts, smoothing):
    """Rows of length 1 in the 1-norm."""
    return torch.nn.functional.normalize(counts.double() + smoothing, p=1.0, dim=1)


def one_hot_logits(xs, W):
    """Rows of W."""
    return torch.embedding(W, xs)
