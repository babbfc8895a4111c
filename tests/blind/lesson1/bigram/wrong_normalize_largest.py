"""Divides by the largest count of the row.

exercise: normalize
contradicts: "each row of the smoothed counts, divided by its sum"
"""


def normalize(counts: Int[Tensor, "V V"], smoothing: float) -> Float[Tensor, "V V"]:
    P = (counts + smoothing).float()
    P = P / P.max(1, keepdim=True).values
    return P
