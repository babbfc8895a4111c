"""Uniform numbers times N, rounded down."""


def minibatch(
    X: Int[Tensor, "N T"], Y: Int[Tensor, " N"], batch_size: int, generator: torch.Generator | None = None
) -> tuple[Int[Tensor, "B T"], Int[Tensor, " B"]]:
    rows = (torch.rand(batch_size, generator=generator, dtype=torch.float64) * len(X)).long()
    return X[rows], Y[rows]
