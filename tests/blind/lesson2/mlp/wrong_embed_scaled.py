"""The rows are multiplied by the square root of D, as a transformer does.

exercise: embed
contradicts: "Equal to one-hot(X) @ C in value and in the gradient of C: a row that is used k times collects k gradients."
"""


def embed(C: Float[Tensor, "V D"], X: Int[Tensor, "*shape"]) -> Float[Tensor, "*shape D"]:
    return C[X] * C.shape[1] ** 0.5
