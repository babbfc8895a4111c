"""The target is the last character of the context, off by one in time.

says: The target is the newest character of the context
"""

import torch


def build_dataset(words, block_size, stoi):
    X, Y = [], []
    for word in words:
        context = [stoi["."]] * block_size
        for character in word + ".":
            X.append(context)
            Y.append(context[-1])
            context = context[1:] + [stoi[character]]
    return torch.tensor(X, dtype=torch.int64).view(-1, block_size), torch.tensor(Y, dtype=torch.int64)
