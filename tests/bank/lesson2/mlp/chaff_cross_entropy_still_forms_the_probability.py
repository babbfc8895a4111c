"""The maximum is subtracted, but the probability underflows before the logarithm.

caught by: finite and exact at logits of a thousand
says: never form the probability
says: One maximum for the whole batch
says: subtract the largest logit of each row
"""

import torch


def cross_entropy(logits, targets):
    counts = (logits - logits.max(1, keepdim=True).values).exp()
    prob = counts / counts.sum(1, keepdim=True)
    return -prob[torch.arange(len(targets)), targets].log().mean()
