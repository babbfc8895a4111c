"""A loop over places, and the state of the last character; filled in place."""

import torch


def bigrams(words, stoi):
    n = sum(len(w) + 1 for w in words)
    xs, ys = torch.zeros(n, dtype=torch.long), torch.zeros(n, dtype=torch.long)
    i = 0
    for w in words:
        last = stoi["."]
        for k in range(len(w) + 1):
            now = stoi[w[k]] if k < len(w) else stoi["."]
            xs[i], ys[i] = last, now
            last = now
            i += 1
    return xs, ys
