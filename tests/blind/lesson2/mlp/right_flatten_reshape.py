"""reshape, which is a view here."""


def flatten(emb: Float[Tensor, "N T D"]) -> Float[Tensor, "N T*D"]:
    N, T, D = emb.shape
    return emb.reshape(N, T * D)
