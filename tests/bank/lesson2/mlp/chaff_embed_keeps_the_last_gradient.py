"""A backward of its own writes gradients into the rows, so that the last of several occurrences wins.

says: the sum of its gradients, not the last one
"""

import torch


class Lookup(torch.autograd.Function):
    @staticmethod
    def forward(ctx, C, X):
        ctx.save_for_backward(C, X)
        return C[X]

    @staticmethod
    def backward(ctx, grad):
        C, X = ctx.saved_tensors
        table = torch.zeros_like(C)
        for i, row in zip(X.flatten().tolist(), grad.reshape(-1, C.shape[1]), strict=True):
            table[i] = row
        return table, None


def embed(C, X):
    return Lookup.apply(C, X)
