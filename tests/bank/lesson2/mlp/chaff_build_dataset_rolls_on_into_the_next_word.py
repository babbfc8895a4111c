"""The context is made once, before the loop over the words.

says: The window rolls on from one word into the next
"""

import torch


def build_dataset(words, block_size, stoi):
    X, Y = [], []
    context = [stoi["."]] * block_size
    for word in words:
        for character in word + ".":
            X.append(context)
            Y.append(stoi[character])
            context = context[1:] + [stoi[character]]
    return torch.tensor(X, dtype=torch.int64).view(-1, block_size), torch.tensor(Y, dtype=torch.int64)
