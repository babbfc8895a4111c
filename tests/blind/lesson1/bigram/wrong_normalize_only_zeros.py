"""Only a count of 0 is smoothed.

exercise: normalize
contradicts: "what is added to every count"
"""


def normalize(counts: Int[Tensor, "V V"], smoothing: float) -> Float[Tensor, "V V"]:
    P = counts.float()
    P[P == 0] = smoothing
    return P / P.sum(1, keepdim=True)
