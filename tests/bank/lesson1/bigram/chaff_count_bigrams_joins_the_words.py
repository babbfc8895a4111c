"""Padded words in one row.

says: A pair of dots is counted between the words
"""

import torch


def count_bigrams(words, stoi):
    N = torch.zeros((len(stoi), len(stoi)), dtype=torch.int64)
    text = "".join("." + w + "." for w in words)
    for ch1, ch2 in zip(text, text[1:]):
        N[stoi[ch1], stoi[ch2]] += 1
    return N
