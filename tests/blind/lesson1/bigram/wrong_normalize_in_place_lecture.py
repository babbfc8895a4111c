"""counts is changed by +=, which also fails for 0.5.

exercise: normalize
contradicts: "left unchanged"
"""


def normalize(counts: Int[Tensor, "V V"], smoothing: float) -> Float[Tensor, "V V"]:
    counts += smoothing
    return counts / counts.sum(1, keepdim=True)
