"""The sum of the counts plus V times the smoothing."""


def normalize(counts: Int[Tensor, "V V"], smoothing: float) -> Float[Tensor, "V V"]:
    V = counts.size(1)
    return torch.true_divide(counts + smoothing, counts.sum(1)[:, None] + V * smoothing)
