"""The new character is put in front.

says: The context is in reverse order
"""

import torch


def build_dataset(words, block_size, stoi):
    X, Y = [], []
    for word in words:
        context = [stoi["."]] * block_size
        for character in word + ".":
            X.append(context)
            Y.append(stoi[character])
            context = [stoi[character]] + context[:-1]
    return torch.tensor(X, dtype=torch.int64).view(-1, block_size), torch.tensor(Y, dtype=torch.int64)
