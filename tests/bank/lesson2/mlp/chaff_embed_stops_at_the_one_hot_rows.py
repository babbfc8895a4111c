"""The one-hot rows are not multiplied by the table.

says: These are the one-hot rows
"""

import torch.nn.functional as F


def embed(C, X):
    return F.one_hot(X, len(C)).to(C.dtype)
