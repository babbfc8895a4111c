"""A deque, rows as tensors, and a list as the pair."""

from collections import deque

import torch


def build_dataset(words, block_size, stoi):
    X, Y = [torch.empty(0, block_size, dtype=torch.int64)], [torch.empty(0, dtype=torch.int64)]
    for w in words:
        window = deque([stoi["."]] * block_size, maxlen=block_size)
        for ch in [*w, "."]:
            X.append(torch.tensor([list(window)]))
            Y.append(torch.tensor([stoi[ch]]))
            window.append(stoi[ch])
    return [torch.cat(X), torch.cat(Y)]
