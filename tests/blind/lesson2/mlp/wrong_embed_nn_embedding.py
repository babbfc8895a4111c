"""torch.nn.Embedding with the table put in.

exercise: embed
contradicts: "You may not use `F.embedding` or `torch.nn`. Source: makemore part 2."
"""


def embed(C: Float[Tensor, "V D"], X: Int[Tensor, "*shape"]) -> Float[Tensor, "*shape D"]:
    layer = torch.nn.Embedding(*C.shape, _weight=C)
    return layer(X)
