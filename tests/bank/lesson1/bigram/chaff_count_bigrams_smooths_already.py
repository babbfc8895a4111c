"""It starts with ones.

says: The smoothing is in the counts already
"""

import torch


def count_bigrams(words, stoi):
    N = torch.ones((len(stoi), len(stoi)), dtype=torch.int64)
    for w in words:
        chs = ["."] + list(w) + ["."]
        for ch1, ch2 in zip(chs, chs[1:]):
            N[stoi[ch1], stoi[ch2]] += 1
    return N
