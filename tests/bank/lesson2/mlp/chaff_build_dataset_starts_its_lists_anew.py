"""The lists are made within the loop over the words.

says: Only the examples of the last word are there
"""

import torch


def build_dataset(words, block_size, stoi):
    for word in words:
        X, Y = [], []
        context = [stoi["."]] * block_size
        for character in word + ".":
            X.append(context)
            Y.append(stoi[character])
            context = context[1:] + [stoi[character]]
    return torch.tensor(X, dtype=torch.int64).view(-1, block_size), torch.tensor(Y, dtype=torch.int64)
