"""A Counter of pairs, written into the table at the end."""

from collections import Counter

import torch


def count_bigrams(words, stoi):
    counter = Counter((a, b) for w in words for a, b in zip("." + w, w + "."))
    table = torch.zeros(len(stoi), len(stoi)).long()
    for (a, b), n in counter.most_common():
        table[stoi[a]][stoi[b]] = n
    return table
