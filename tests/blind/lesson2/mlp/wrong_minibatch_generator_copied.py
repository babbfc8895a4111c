"""A copy of the generator is used, so the given one does not move on.

exercise: minibatch
contradicts: "generator: the only source of randomness; it moves on, so the next call draws other examples."
"""


def minibatch(
    X: Int[Tensor, "N T"], Y: Int[Tensor, " N"], batch_size: int, generator: torch.Generator | None = None
) -> tuple[Int[Tensor, "B T"], Int[Tensor, " B"]]:
    if generator is not None:
        state = generator.get_state()
        generator = torch.Generator()
        generator.set_state(state)
    rows = torch.randint(0, len(X), (batch_size,), generator=generator)
    return X[rows], Y[rows]
