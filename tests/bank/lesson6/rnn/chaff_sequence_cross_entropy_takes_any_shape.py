"""Everything is flattened, and a transposed target goes unnoticed.

caught by: transposed targets are an error
says: the right number of targets, but transposed
"""

import torch.nn.functional as F


def sequence_cross_entropy(logits, targets):
    return F.cross_entropy(logits.reshape(-1, logits.shape[-1]), targets.reshape(-1))
