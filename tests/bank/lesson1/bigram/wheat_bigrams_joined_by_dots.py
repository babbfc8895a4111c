"""One text with a single dot between two words, which ends one and begins the next."""

import torch


def bigrams(words, stoi):
    text = "." + ".".join(words) + "."
    codes = torch.tensor([stoi[c] for c in text], dtype=torch.int64)
    return (codes[:-1], codes[1:]) if words else (codes[:0], codes[:0])
