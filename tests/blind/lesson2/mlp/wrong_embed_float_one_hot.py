"""The one-hot rows are float32, whatever the dtype of C.

exercise: embed
contradicts: "A tensor with the shape of X and one more dimension, D, at the end; dtype and device are those of C."
"""


def embed(C: Float[Tensor, "V D"], X: Int[Tensor, "*shape"]) -> Float[Tensor, "*shape D"]:
    return F.one_hot(X, len(C)).float() @ C
