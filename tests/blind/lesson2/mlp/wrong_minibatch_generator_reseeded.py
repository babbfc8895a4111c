"""The generator is reseeded at each call.

exercise: minibatch
contradicts: "generator: the only source of randomness; it moves on, so the next call draws other examples."
"""


def minibatch(
    X: Int[Tensor, "N T"], Y: Int[Tensor, " N"], batch_size: int, generator: torch.Generator | None = None
) -> tuple[Int[Tensor, "B T"], Int[Tensor, " B"]]:
    generator = torch.Generator().manual_seed(2147483647)
    rows = torch.randint(0, len(X), (batch_size,), generator=generator)
    return X[rows], Y[rows]
