"""Contexts of two dimensions only.

exercise: embed
contradicts: "X: int64 indices of any shape, each in 0 ... V-1."
"""


def embed(C: Float[Tensor, "V D"], X: Int[Tensor, "*shape"]) -> Float[Tensor, "*shape D"]:
    N, T = X.shape
    return C[X.reshape(-1)].view(N, T, -1)
