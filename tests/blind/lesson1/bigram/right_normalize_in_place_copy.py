"""Works in place on a copy."""


def normalize(counts: Int[Tensor, "V V"], smoothing: float) -> Float[Tensor, "V V"]:
    P = counts.clone().to(torch.float32)
    P.add_(smoothing)
    P /= P.sum(1, keepdims=True)
    return P
