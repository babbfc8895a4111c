"""Half precision.

exercise: normalize
contradicts: "A table in float32 or float64 whose rows sum to 1"
"""


def normalize(counts: Int[Tensor, "V V"], smoothing: float) -> Float[Tensor, "V V"]:
    P = (counts + smoothing).half()
    P = P / P.sum(1, keepdim=True)
    return P
