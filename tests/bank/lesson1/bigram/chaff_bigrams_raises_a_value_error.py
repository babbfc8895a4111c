"""Another error than the one in the text.

caught by: every character has to be known
says: it raised ValueError, expected KeyError
"""

import torch


def bigrams(words, stoi):
    for word in words:
        for c in word:
            if c not in stoi:
                raise ValueError(f"unknown character {c!r}")
    xs = [stoi[c] for w in words for c in "." + w]
    ys = [stoi[c] for w in words for c in w + "."]
    return torch.tensor(xs, dtype=torch.int64), torch.tensor(ys, dtype=torch.int64)
