"""Too large indices wrap around.

exercise: embed
contradicts: "IndexError or RuntimeError, whichever torch raises for your way to look up: an index is V or larger."
"""


def embed(C: Float[Tensor, "V D"], X: Int[Tensor, "*shape"]) -> Float[Tensor, "*shape D"]:
    return C[X % len(C)]
