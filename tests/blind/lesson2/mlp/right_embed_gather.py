"""gather along expanded indices."""


def embed(C: Float[Tensor, "V D"], X: Int[Tensor, "*shape"]) -> Float[Tensor, "*shape D"]:
    index = X.reshape(-1, 1).expand(-1, C.shape[1])
    return C.gather(0, index).reshape(*X.shape, C.shape[1])
