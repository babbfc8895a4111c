"""Transposes twice, so that broadcasting fits."""


def normalize(counts: Int[Tensor, "V V"], smoothing: float) -> Float[Tensor, "V V"]:
    P = counts + float(smoothing)
    return (P.T / P.sum(1)).T
