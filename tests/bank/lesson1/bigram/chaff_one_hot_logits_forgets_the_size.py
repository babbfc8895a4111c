"""num_classes is guessed from the largest number.

caught by: the vocabulary is as large
says: cannot be multiplied
"""

import torch
import torch.nn.functional as F


def one_hot_logits(xs, W):
    return F.one_hot(xs).float() @ W
