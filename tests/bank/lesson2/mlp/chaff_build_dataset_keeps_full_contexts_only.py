"""The first characters of a word are skipped, since their context is not full.

says: Only full contexts were kept
"""

import torch


def build_dataset(words, block_size, stoi):
    X, Y = [], []
    for word in words:
        codes = [stoi[c] for c in word + "."]
        for i in range(block_size, len(codes)):
            X.append(codes[i - block_size : i])
            Y.append(codes[i])
    return torch.tensor(X, dtype=torch.int64).view(-1, block_size), torch.tensor(Y, dtype=torch.int64)
