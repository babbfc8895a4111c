"""The newest character comes first.

exercise: flatten
contradicts: "A view of `emb` (the same storage) of shape (N, T * D): first the D numbers of the oldest character, then those of the next."
"""


def flatten(emb: Float[Tensor, "N T D"]) -> Float[Tensor, "N T*D"]:
    N, T, D = emb.shape
    return emb.flip(1).reshape(N, T * D)
