"""The dot at the end is no target.

says: so a model never learns to stop
"""

import torch


def build_dataset(words, block_size, stoi):
    X, Y = [], []
    for word in words:
        context = [stoi["."]] * block_size
        for character in word:
            X.append(context)
            Y.append(stoi[character])
            context = context[1:] + [stoi[character]]
    return torch.tensor(X, dtype=torch.int64).view(-1, block_size), torch.tensor(Y, dtype=torch.int64)
