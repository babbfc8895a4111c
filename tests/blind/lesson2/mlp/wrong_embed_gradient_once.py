"""Rows used several times collect one gradient only.

exercise: embed
contradicts: "Equal to one-hot(X) @ C in value and in the gradient of C: a row that is used k times collects k gradients."
"""


class _Rows(torch.autograd.Function):
    @staticmethod
    def forward(ctx, C, X):
        ctx.save_for_backward(C, X)
        return C[X]

    @staticmethod
    def backward(ctx, grad):
        C, X = ctx.saved_tensors
        result = torch.zeros_like(C)
        result[X] = grad
        return result, None


def embed(C, X):
    return _Rows.apply(C, X)
