"""The size of the lecture's table.

caught by: every character of stoi has a row
says: The size is fixed at 27
says: instead of
"""

import torch


def count_bigrams(words, stoi):
    N = torch.zeros((27, 27), dtype=torch.int64)
    for w in words:
        chs = ["."] + list(w) + ["."]
        for ch1, ch2 in zip(chs, chs[1:]):
            N[stoi[ch1], stoi[ch2]] += 1
    return N
