"""The smoothing is forgotten.

exercise: normalize
contradicts: "what is added to every count"
"""


def normalize(counts: Int[Tensor, "V V"], smoothing: float) -> Float[Tensor, "V V"]:
    P = counts.float()
    P = P / P.sum(1, keepdim=True)
    return P
