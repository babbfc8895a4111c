"""Both the padding and the end of the word are 0, whatever stoi says.

caught by: the dot has whatever number
says: The dot's number is stoi['.']
"""

import torch


def build_dataset(words, block_size, stoi):
    X, Y = [], []
    for word in words:
        context = [0] * block_size
        for index in [*(stoi[c] for c in word), 0]:
            X.append(context)
            Y.append(index)
            context = context[1:] + [index]
    return torch.tensor(X, dtype=torch.int64).view(-1, block_size), torch.tensor(Y, dtype=torch.int64)
