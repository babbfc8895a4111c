"""Too large indices in X are overwritten in place.

exercise: embed
contradicts: "IndexError or RuntimeError, whichever torch raises for your way to look up: an index is V or larger."
"""


def embed(C: Float[Tensor, "V D"], X: Int[Tensor, "*shape"]) -> Float[Tensor, "*shape D"]:
    X.clamp_(0, len(C) - 1)
    return C[X]
