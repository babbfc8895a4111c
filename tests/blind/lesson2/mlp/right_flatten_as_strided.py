"""Strides by hand."""


def flatten(emb: Float[Tensor, "N T D"]) -> Float[Tensor, "N T*D"]:
    N, T, D = emb.shape
    return emb.as_strided((N, T * D), (T * D, 1), emb.storage_offset())
