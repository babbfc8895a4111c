"""B is at most N.

exercise: minibatch
contradicts: "batch_size: B, which may be larger than N."
"""


def minibatch(
    X: Int[Tensor, "N T"], Y: Int[Tensor, " N"], batch_size: int, generator: torch.Generator | None = None
) -> tuple[Int[Tensor, "B T"], Int[Tensor, " B"]]:
    rows = torch.randint(0, len(X), (min(batch_size, len(X)),), generator=generator)
    return X[rows], Y[rows]
