"""log(p + 1e-10) is finite and wrong.

caught by: finite and exact at logits of a thousand
says: A small number keeps the logarithm finite
"""

import torch


def cross_entropy(logits, targets):
    counts = (logits - logits.max(1, keepdim=True).values).exp()
    prob = counts / counts.sum(1, keepdim=True)
    return -(prob[torch.arange(len(targets)), targets] + 1e-10).log().mean()
