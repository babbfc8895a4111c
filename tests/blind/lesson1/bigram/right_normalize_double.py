"""Double precision."""


def normalize(counts: Int[Tensor, "V V"], smoothing: float) -> Float[Tensor, "V V"]:
    P = counts.double() + smoothing
    return P / P.sum(dim=1, keepdim=True)
