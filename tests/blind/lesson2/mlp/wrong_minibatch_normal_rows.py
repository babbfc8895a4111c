"""Row numbers in the middle are drawn more often.

exercise: minibatch
contradicts: "Draw `batch_size` examples at random, each of them from all examples (with replacement)."
"""


def minibatch(
    X: Int[Tensor, "N T"], Y: Int[Tensor, " N"], batch_size: int, generator: torch.Generator | None = None
) -> tuple[Int[Tensor, "B T"], Int[Tensor, " B"]]:
    rows = (torch.rand((2, batch_size), generator=generator).mean(0) * len(X)).long()
    return X[rows], Y[rows]
