"""The softmax of the counts.

exercise: normalize
contradicts: "each row of the smoothed counts, divided by its sum"
"""


def normalize(counts: Int[Tensor, "V V"], smoothing: float) -> Float[Tensor, "V V"]:
    return torch.softmax((counts + smoothing).float(), dim=1)
