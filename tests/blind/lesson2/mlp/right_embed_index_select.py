"""index_select on the flattened indices."""


def embed(C: Float[Tensor, "V D"], X: Int[Tensor, "*shape"]) -> Float[Tensor, "*shape D"]:
    return torch.index_select(C, 0, X.flatten()).view(X.shape + C.shape[1:])
