"""The normaliser is taken for a constant.

caught by: the gradient is softmax minus one hot
says: The sum of the exponentials does not contribute to the gradient
"""

import torch


def cross_entropy(logits, targets):
    shifted = logits - logits.max(1, keepdim=True).values.detach()
    log_total = shifted.detach().exp().sum(1).log()
    return (log_total - shifted[torch.arange(len(targets)), targets]).mean()
