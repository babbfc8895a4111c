"""int(smoothing).

exercise: normalize
contradicts: "such as 0, 1 or 0.5"
"""


def normalize(counts: Int[Tensor, "V V"], smoothing: float) -> Float[Tensor, "V V"]:
    P = (counts + int(smoothing)).float()
    P = P / P.sum(1, keepdim=True)
    return P
