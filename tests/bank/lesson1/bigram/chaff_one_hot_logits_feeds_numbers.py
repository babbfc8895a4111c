"""xs as a quantity.

says: xs went into the layer as numbers
"""

import torch
import torch.nn.functional as F


def one_hot_logits(xs, W):
    return xs[:, None].float() @ W[:1]
