"""Tensor.flatten."""


def flatten(emb: Float[Tensor, "N T D"]) -> Float[Tensor, "N T*D"]:
    N, T, D = emb.shape
    return emb.flatten(start_dim=1)
