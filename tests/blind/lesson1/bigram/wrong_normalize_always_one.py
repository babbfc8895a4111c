"""(N + 1).float(), as in the lecture, whatever the smoothing.

exercise: normalize
contradicts: "what is added to every count"
"""


def normalize(counts: Int[Tensor, "V V"], smoothing: float) -> Float[Tensor, "V V"]:
    P = (counts + 1).float()
    P = P / P.sum(1, keepdim=True)
    return P
