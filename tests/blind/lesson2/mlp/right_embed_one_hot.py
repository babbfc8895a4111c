"""A one-hot product in the dtype of C."""


def embed(C: Float[Tensor, "V D"], X: Int[Tensor, "*shape"]) -> Float[Tensor, "*shape D"]:
    return F.one_hot(X, num_classes=C.shape[0]).to(C.dtype) @ C
