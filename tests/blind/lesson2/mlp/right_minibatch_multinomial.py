"""multinomial with equal weights and replacement."""


def minibatch(
    X: Int[Tensor, "N T"], Y: Int[Tensor, " N"], batch_size: int, generator: torch.Generator | None = None
) -> tuple[Int[Tensor, "B T"], Int[Tensor, " B"]]:
    rows = torch.multinomial(torch.ones(len(X)), batch_size, replacement=True, generator=generator)
    return X[rows], Y[rows]
