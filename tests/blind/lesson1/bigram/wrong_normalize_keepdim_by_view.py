"""view(1, -1) lines the sums up with the columns.

exercise: normalize
contradicts: "With `keepdim=True` the sums have the shape (V, 1)"
"""


def normalize(counts: Int[Tensor, "V V"], smoothing: float) -> Float[Tensor, "V V"]:
    P = (counts + smoothing).float()
    P = P / P.sum(1).view(1, -1)
    return P
