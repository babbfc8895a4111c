"""smoothing or 1.

exercise: normalize
contradicts: "With 0, a count of 0 gives a probability of 0"
"""


def normalize(counts: Int[Tensor, "V V"], smoothing: float) -> Float[Tensor, "V V"]:
    P = (counts + (smoothing or 1)).float()
    P = P / P.sum(1, keepdim=True)
    return P
