"""F.normalize with p=1."""


def normalize(counts: Int[Tensor, "V V"], smoothing: float) -> Float[Tensor, "V V"]:
    return F.normalize(counts.float() + smoothing, p=1, dim=-1)
