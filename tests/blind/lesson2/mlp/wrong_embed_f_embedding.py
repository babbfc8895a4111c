"""F.embedding.

exercise: embed
contradicts: "You may not use `F.embedding` or `torch.nn`. Source: makemore part 2."
"""


def embed(C: Float[Tensor, "V D"], X: Int[Tensor, "*shape"]) -> Float[Tensor, "*shape D"]:
    return F.embedding(X, C)
