"""A character without a number silently becomes a dot.

caught by: has to be known
says: KeyError
"""

import torch


def build_dataset(words, block_size, stoi):
    X, Y = [], []
    for word in words:
        context = [stoi["."]] * block_size
        for character in word + ".":
            index = stoi.get(character, stoi["."])
            X.append(context)
            Y.append(index)
            context = context[1:] + [index]
    return torch.tensor(X, dtype=torch.int64).view(-1, block_size), torch.tensor(Y, dtype=torch.int64)
