"""A backward of its own writes gradients into the rows, so that the last of several occurrences wins.

says: the sum of all its gradients, not the last one
"""

import torch


class Lookup(torch.autograd.Function):
    @staticmethod
    def forward(ctx, weight, IX):
        ctx.save_for_backward(weight, IX)
        return weight[IX]

    @staticmethod
    def backward(ctx, grad):
        weight, IX = ctx.saved_tensors
        table = torch.zeros_like(weight)
        for i, row in zip(IX.flatten().tolist(), grad.reshape(-1, weight.shape[1]), strict=True):
            table[i] = row
        return table, None


class Embedding(Embedding):
    def __call__(self, IX):
        self.out = Lookup.apply(self.weight, IX)
        return self.out
