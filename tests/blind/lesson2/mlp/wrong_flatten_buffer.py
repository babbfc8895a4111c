"""Copies into a new tensor slice by slice.

exercise: flatten
contradicts: "Lay the T embeddings of each example side by side in one row, without a copy."
"""


def flatten(emb: Float[Tensor, "N T D"]) -> Float[Tensor, "N T*D"]:
    N, T, D = emb.shape
    row = emb.new_empty(N, T * D)
    for t in range(T):
        row[:, t * D : (t + 1) * D] = emb[:, t]
    return row
