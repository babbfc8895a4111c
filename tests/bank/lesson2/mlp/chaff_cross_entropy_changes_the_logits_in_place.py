"""logits -= max works on the caller's tensor.

caught by: the logits stay as they are
says: The logits were changed in place
says: in-place operation
"""

import torch


def cross_entropy(logits, targets):
    with torch.no_grad():
        logits -= logits.max(1, keepdim=True).values
    logp = logits - logits.exp().sum(1, keepdim=True).log()
    return -logp[torch.arange(len(targets)), targets].mean()
