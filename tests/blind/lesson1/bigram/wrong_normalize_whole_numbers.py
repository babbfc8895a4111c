"""// in place of /.

exercise: normalize
contradicts: "each row of the smoothed counts, divided by its sum"
"""


def normalize(counts: Int[Tensor, "V V"], smoothing: float) -> Float[Tensor, "V V"]:
    P = counts + smoothing
    P = P // P.sum(1, keepdim=True)
    return P
