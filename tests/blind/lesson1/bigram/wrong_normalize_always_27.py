"""The sum is made larger by 27 times the smoothing, whatever V is.

exercise: normalize
contradicts: "an int64 table of any size V"
"""


def normalize(counts: Int[Tensor, "V V"], smoothing: float) -> Float[Tensor, "V V"]:
    return (counts + smoothing) / (counts.sum(dim=1, keepdim=True) + 27 * smoothing)
