"""Blanks around a word are taken away, as one does with lines of a file.

caught by: every character has to be known
says: must raise a KeyError
"""

import torch


def count_bigrams(words, stoi):
    N = torch.zeros((len(stoi), len(stoi)), dtype=torch.int64)
    for w in words:
        chs = ["."] + list(w.strip()) + ["."]
        for ch1, ch2 in zip(chs, chs[1:]):
            N[stoi[ch1], stoi[ch2]] += 1
    return N
