"""A one-hot product in float32, whatever C's dtype is.

says: float32
"""

import torch.nn.functional as F


def embed(C, X):
    return F.one_hot(X, len(C)).float() @ C.float()
