"""Earlier uses of a row are detached.

caught by: a row that is used k times
says: not the last one alone
"""

import torch
import torch.nn.functional as F


def one_hot_logits(xs, W):
    rows = []
    for k, i in enumerate(xs.tolist()):
        again = i in xs[k + 1 :].tolist()
        rows.append(W[i].detach() if again else W[i])
    return torch.stack(rows)
