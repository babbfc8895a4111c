"""The sum is that of the counts before the smoothing.

exercise: normalize
contradicts: "each row of the smoothed counts, divided by its sum"
"""


def normalize(counts: Int[Tensor, "V V"], smoothing: float) -> Float[Tensor, "V V"]:
    return (counts + smoothing) / counts.sum(1, keepdim=True)
