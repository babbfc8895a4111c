"""Without replacement as long as B is at most N.

exercise: minibatch
contradicts: "Draw `batch_size` examples at random, each of them from all examples (with replacement)."
"""


def minibatch(
    X: Int[Tensor, "N T"], Y: Int[Tensor, " N"], batch_size: int, generator: torch.Generator | None = None
) -> tuple[Int[Tensor, "B T"], Int[Tensor, " B"]]:
    if batch_size <= len(X):
        rows = torch.randperm(len(X), generator=generator)[:batch_size]
    else:
        rows = torch.randint(0, len(X), (batch_size,), generator=generator)
    return X[rows], Y[rows]
