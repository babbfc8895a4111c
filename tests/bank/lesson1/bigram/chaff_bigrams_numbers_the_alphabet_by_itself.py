"""ord(c) - 96 in place of stoi.

caught by: the dot has whatever number
caught by: every character has to be known
says: positions in the alphabet
ideas: 2
"""

import torch


def bigrams(words, stoi):
    number = lambda c: 0 if c == "." else ord(c) - 96
    xs = [number(c) for w in words for c in "." + w]
    ys = [number(c) for w in words for c in w + "."]
    return torch.tensor(xs, dtype=torch.int64), torch.tensor(ys, dtype=torch.int64)
