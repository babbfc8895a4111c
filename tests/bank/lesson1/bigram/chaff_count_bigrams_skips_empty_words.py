"""A word without letters is skipped, and with it a dot after a dot.

caught by: row i and column j hold how often j follows i
says: it was skipped
"""

import torch


def count_bigrams(words, stoi):
    N = torch.zeros((len(stoi), len(stoi)), dtype=torch.int64)
    for w in words:
        if not w:
            continue
        chs = ["."] + list(w) + ["."]
        for ch1, ch2 in zip(chs, chs[1:]):
            N[stoi[ch1], stoi[ch2]] += 1
    return N
