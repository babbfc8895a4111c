"""Two comprehensions, and torch.LongTensor; a list as the pair."""

import torch


def bigrams(words, stoi):
    return [
        torch.LongTensor([stoi[c] for w in words for c in "." + w]),
        torch.LongTensor([stoi[c] for w in words for c in w + "."]),
    ]
