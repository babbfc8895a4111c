"""The previous character is pushed, one step late.

says: The context lags by one
"""

import torch


def build_dataset(words, block_size, stoi):
    X, Y = [], []
    for word in words:
        previous = stoi["."]
        context = [stoi["."]] * block_size
        for character in word + ".":
            X.append(context)
            Y.append(stoi[character])
            context = context[1:] + [previous]
            previous = stoi[character]
    return torch.tensor(X, dtype=torch.int64).view(-1, block_size), torch.tensor(Y, dtype=torch.int64)
