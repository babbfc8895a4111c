"""The generator is ignored.

exercise: minibatch
contradicts: "generator: the only source of randomness; it moves on, so the next call draws other examples."
"""


def minibatch(
    X: Int[Tensor, "N T"], Y: Int[Tensor, " N"], batch_size: int, generator: torch.Generator | None = None
) -> tuple[Int[Tensor, "B T"], Int[Tensor, " B"]]:
    rows = torch.randint(0, len(X), (batch_size,))
    return X[rows], Y[rows]
