"""Dtype and shape are left to torch.tensor, which finds neither in an empty list.

caught by: no words give no examples
says: torch.tensor([]) is float32
"""

import torch


def build_dataset(words, block_size, stoi):
    X, Y = [], []
    for word in words:
        context = [stoi["."]] * block_size
        for character in word + ".":
            X.append(context)
            Y.append(stoi[character])
            context = [*context[1:], stoi[character]]
    return torch.tensor(X), torch.tensor(Y)
