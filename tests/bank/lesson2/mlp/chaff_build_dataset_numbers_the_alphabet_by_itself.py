"""The characters are numbered by their place in the alphabet and not by stoi.

says: stoi is not used
"""

import torch


def build_dataset(words, block_size, stoi):
    def number(c):
        return 0 if c == "." else ord(c) - 96

    X, Y = [], []
    for word in words:
        context = [0] * block_size
        for character in word + ".":
            X.append(context)
            Y.append(number(character))
            context = context[1:] + [number(character)]
    return torch.tensor(X, dtype=torch.int64).view(-1, block_size), torch.tensor(Y, dtype=torch.int64)
