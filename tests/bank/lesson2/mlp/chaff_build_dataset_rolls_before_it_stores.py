"""The window rolls first, so the answer stands in the context.

says: The context contains the character that it should predict
"""

import torch


def build_dataset(words, block_size, stoi):
    X, Y = [], []
    for word in words:
        context = [stoi["."]] * block_size
        for character in word + ".":
            context = context[1:] + [stoi[character]]
            X.append(context)
            Y.append(stoi[character])
    return torch.tensor(X, dtype=torch.int64).view(-1, block_size), torch.tensor(Y, dtype=torch.int64)
