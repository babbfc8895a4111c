"""torch.Tensor is not torch.tensor.

says: torch.Tensor makes floats
says: say dtype=torch.int64
"""

import torch


def bigrams(words, stoi):
    xs, ys = [], []
    for word in words:
        chs = ["."] + list(word) + ["."]
        for a, b in zip(chs, chs[1:]):
            xs.append(stoi[a])
            ys.append(stoi[b])
    return torch.Tensor(xs), torch.Tensor(ys)
