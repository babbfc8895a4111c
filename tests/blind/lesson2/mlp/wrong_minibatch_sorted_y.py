"""The targets are sorted apart from their rows.

exercise: minibatch
contradicts: "Xb (B, T) and Yb (B,), in which each row still has its own target."
"""


def minibatch(
    X: Int[Tensor, "N T"], Y: Int[Tensor, " N"], batch_size: int, generator: torch.Generator | None = None
) -> tuple[Int[Tensor, "B T"], Int[Tensor, " B"]]:
    rows = torch.randint(0, len(X), (batch_size,), generator=generator)
    return X[rows], Y[rows.sort().values]
