"""sum(0, keepdim=True).

exercise: normalize
contradicts: "each row of the smoothed counts, divided by its sum"
"""


def normalize(counts: Int[Tensor, "V V"], smoothing: float) -> Float[Tensor, "V V"]:
    P = (counts + smoothing).float()
    P = P / P.sum(0, keepdim=True)
    return P
