"""A set of pairs, as if counting came later.

says: Pairs that occur several times were kept only once
"""

import torch


def bigrams(words, stoi):
    pairs = dict.fromkeys((stoi[a], stoi[b]) for w in words for a, b in zip("." + w, w + "."))
    xs = torch.tensor([x for x, _ in pairs], dtype=torch.int64)
    return xs, torch.tensor([y for _, y in pairs], dtype=torch.int64)
