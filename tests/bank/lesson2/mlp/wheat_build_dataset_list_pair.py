"""A deque, rows as tensors, and a list as the pair."""

from collections import deque

import torch


def build_dataset(words, block_size, stoi):
    X, Y = [], []
    for w in words:
        window = deque([stoi["."]] * block_size, maxlen=block_size)
        for ch in [*w, "."]:
            X.append(torch.tensor(list(window)))
            Y.append(torch.tensor(stoi[ch]))
            window.append(stoi[ch])
    return [torch.stack(X), torch.stack(Y)]
