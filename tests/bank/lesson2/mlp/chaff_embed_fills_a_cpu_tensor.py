"""The rows are copied into a new tensor, which is on the CPU whatever the device of the table.

caught by: the device is that of the table
says: the result is on the CPU
"""

import torch


def embed(C, X):
    result = torch.zeros(*X.shape, C.shape[1], dtype=C.dtype)
    result[:] = C[X]
    return result
