"""One example, B times.

exercise: minibatch
contradicts: "Draw `batch_size` examples at random, each of them from all examples (with replacement)."
"""


def minibatch(
    X: Int[Tensor, "N T"], Y: Int[Tensor, " N"], batch_size: int, generator: torch.Generator | None = None
) -> tuple[Int[Tensor, "B T"], Int[Tensor, " B"]]:
    rows = torch.randint(0, len(X), (1,), generator=generator).expand(batch_size)
    return X[rows], Y[rows]
