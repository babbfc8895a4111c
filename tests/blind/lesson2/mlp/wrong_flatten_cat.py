"""Concatenates the slices.

exercise: flatten
contradicts: "Lay the T embeddings of each example side by side in one row, without a copy."
"""


def flatten(emb: Float[Tensor, "N T D"]) -> Float[Tensor, "N T*D"]:
    N, T, D = emb.shape
    return torch.cat(emb.unbind(1), 1)
