"""log(clamp(p)) is finite and wrong.

caught by: finite and exact at logits of a thousand
says: A small number keeps the logarithm finite
says: were logits or probabilities clamped
"""

import torch


def cross_entropy(logits, targets):
    counts = (logits - logits.max(1, keepdim=True).values).exp()
    prob = counts / counts.sum(1, keepdim=True)
    return -prob[torch.arange(len(targets)), targets].clamp(min=1e-12).log().mean()
