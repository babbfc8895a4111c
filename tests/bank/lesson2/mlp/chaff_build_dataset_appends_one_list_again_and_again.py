"""The context is changed in place, so all rows of a word are the same list.

says: All rows of a word are the same list
"""

import torch


def build_dataset(words, block_size, stoi):
    X, Y = [], []
    for word in words:
        context = [stoi["."]] * block_size
        for character in word + ".":
            X.append(context)
            Y.append(stoi[character])
            context.pop(0)
            context.append(stoi[character])
    return torch.tensor(X, dtype=torch.int64).view(-1, block_size), torch.tensor(Y, dtype=torch.int64)
