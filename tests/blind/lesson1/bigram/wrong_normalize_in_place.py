"""counts += smoothing changes the caller's table.

exercise: normalize
contradicts: "left unchanged"
"""


def normalize(counts: Int[Tensor, "V V"], smoothing: float) -> Float[Tensor, "V V"]:
    counts += int(smoothing) if smoothing == int(smoothing) else 0
    P = counts.float() + (0 if smoothing == int(smoothing) else smoothing)
    return P / P.sum(1, keepdim=True)
