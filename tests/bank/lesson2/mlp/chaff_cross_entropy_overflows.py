"""The formula of lesson 1: exponentials without subtracting anything.

caught by: finite and exact at logits of a thousand
says: exp(logits) overflows
says: subtract the maximum of each row
says: subtract the largest logit of each row
"""

import torch


def cross_entropy(logits, targets):
    counts = logits.exp()
    prob = counts / counts.sum(1, keepdim=True)
    return -prob[torch.arange(len(targets)), targets].log().mean()
