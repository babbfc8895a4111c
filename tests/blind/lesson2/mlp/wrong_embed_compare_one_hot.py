"""A hand-made one-hot gives zeros for an index that is too large.

exercise: embed
contradicts: "IndexError or RuntimeError, whichever torch raises for your way to look up: an index is V or larger."
"""


def embed(C: Float[Tensor, "V D"], X: Int[Tensor, "*shape"]) -> Float[Tensor, "*shape D"]:
    return (X[..., None] == torch.arange(len(C))).to(C.dtype) @ C
