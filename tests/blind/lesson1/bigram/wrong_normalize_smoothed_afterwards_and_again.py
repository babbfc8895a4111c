"""Smooths probabilities, and divides again.

exercise: normalize
contradicts: "Smoothing adds a little to **every** count before the division"
"""


def normalize(counts: Int[Tensor, "V V"], smoothing: float) -> Float[Tensor, "V V"]:
    P = counts.float()
    P /= P.sum(1, keepdim=True)
    P += smoothing
    P /= P.sum(1, keepdim=True)
    return P
