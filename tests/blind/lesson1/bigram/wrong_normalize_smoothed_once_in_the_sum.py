"""Adds the smoothing to the sum once, not V times.

exercise: normalize
contradicts: "each row of the smoothed counts, divided by its sum"
"""


def normalize(counts: Int[Tensor, "V V"], smoothing: float) -> Float[Tensor, "V V"]:
    return (counts + smoothing) / (counts.sum(dim=1, keepdim=True) + smoothing)
