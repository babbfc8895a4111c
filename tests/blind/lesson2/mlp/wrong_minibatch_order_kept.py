"""The rows are drawn once and kept for all later calls.

exercise: minibatch
contradicts: "generator: the only source of randomness; it moves on, so the next call draws other examples."
"""


def minibatch(
    X: Int[Tensor, "N T"], Y: Int[Tensor, " N"], batch_size: int, generator: torch.Generator | None = None
) -> tuple[Int[Tensor, "B T"], Int[Tensor, " B"]]:
    key = (len(X), batch_size)
    if key not in _rows:
        _rows[key] = torch.randint(0, len(X), (batch_size,), generator=generator)
    rows = _rows[key]
    return X[rows], Y[rows]


_rows = {}
