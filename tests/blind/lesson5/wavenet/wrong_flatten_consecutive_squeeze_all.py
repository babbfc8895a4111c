"""squeeze() without a dimension also drops a batch of one.

exercise: FlattenConsecutive
contradicts: "Drop only that dimension: a batch may well hold a single example."
"""


class FlattenConsecutive:
    def __init__(self, n: int) -> None:
        self.n = n

    def __call__(self, x: Float[Tensor, "B T C"]) -> Float[Tensor, "B T//n C*n"] | Float[Tensor, "B C*n"]:
        B, T, C = x.shape
        if T % self.n != 0:
            raise ValueError(f"{T} positions cannot be fused in groups of {self.n}")
        x = x.view(B, T // self.n, C * self.n)
        x = x.squeeze()
        self.out = x
        return self.out

    def parameters(self) -> list[Tensor]:
        return []
