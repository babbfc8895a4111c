"""Too large indices raise a ValueError.

exercise: embed
contradicts: "IndexError or RuntimeError, whichever torch raises for your way to look up: an index is V or larger."
"""


def embed(C: Float[Tensor, "V D"], X: Int[Tensor, "*shape"]) -> Float[Tensor, "*shape D"]:
    if X.numel() and X.max() >= len(C):
        raise ValueError("index too large")
    return C[X]
