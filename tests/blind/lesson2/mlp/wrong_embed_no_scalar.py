"""A single index without dimensions fails.

exercise: embed
contradicts: "X: int64 indices of any shape, each in 0 ... V-1."
"""


def embed(C: Float[Tensor, "V D"], X: Int[Tensor, "*shape"]) -> Float[Tensor, "*shape D"]:
    return torch.stack([C[row] for row in X])
