"""Keeps probabilities above 1e-8, so that no logarithm is infinite.

exercise: normalize
contradicts: "With 0, a count of 0 gives a probability of 0"
"""


def normalize(counts: Int[Tensor, "V V"], smoothing: float) -> Float[Tensor, "V V"]:
    P = (counts + smoothing).float()
    P = P / P.sum(1, keepdim=True)
    return P.clamp(min=1e-3)
