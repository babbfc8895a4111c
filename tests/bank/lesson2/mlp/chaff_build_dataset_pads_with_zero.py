"""The lecture's [0] * block_size, though the dot has another number.

caught by: the dot has whatever number
says: The contexts are padded with 0
"""

import torch


def build_dataset(words, block_size, stoi):
    X, Y = [], []
    for word in words:
        context = [0] * block_size
        for character in word + ".":
            X.append(context)
            Y.append(stoi[character])
            context = context[1:] + [stoi[character]]
    return torch.tensor(X, dtype=torch.int64).view(-1, block_size), torch.tensor(Y, dtype=torch.int64)
