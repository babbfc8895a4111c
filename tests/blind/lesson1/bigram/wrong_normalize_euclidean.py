"""F.normalize divides by the length of the row as a vector.

exercise: normalize
contradicts: "each row of the smoothed counts, divided by its sum"
"""


def normalize(counts: Int[Tensor, "V V"], smoothing: float) -> Float[Tensor, "V V"]:
    return F.normalize((counts + smoothing).float(), dim=1)
