"""Slices of the padded word, in comprehensions."""

import torch


def build_dataset(words, block_size, stoi):
    padded = ["." * block_size + w + "." for w in words]
    X = [[stoi[c] for c in p[i : i + block_size]] for p in padded for i in range(len(p) - block_size)]
    Y = [stoi[c] for p in padded for c in p[block_size:]]
    return torch.tensor(X, dtype=torch.int64).reshape(len(X), block_size), torch.tensor(Y, dtype=torch.long)
