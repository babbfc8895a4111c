"""torch.Tensor makes float32, which cannot index.

says: torch.Tensor makes floats
"""

import torch

reference = build_dataset


def build_dataset(words, block_size, stoi):
    X, Y = reference(words, block_size, stoi)
    return torch.Tensor(X.tolist()).view(X.shape), torch.Tensor(Y.tolist())
