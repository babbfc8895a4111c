"""The rows are normalised.

exercise: embed
contradicts: "Replace every index in `X` with its row of `C`."
"""


def embed(C: Float[Tensor, "V D"], X: Int[Tensor, "*shape"]) -> Float[Tensor, "*shape D"]:
    return (C / C.norm(dim=1, keepdim=True))[X]
