"""Lists as default arguments are made once, for all calls.

caught by: a second call knows nothing of the first
says: an earlier call are still there
"""

import torch


def bigrams(words, stoi, xs=[], ys=[]):
    for word in words:
        chs = ["."] + list(word) + ["."]
        for a, b in zip(chs, chs[1:]):
            xs.append(stoi[a])
            ys.append(stoi[b])
    return torch.tensor(xs, dtype=torch.int64), torch.tensor(ys, dtype=torch.int64)
