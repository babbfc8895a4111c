"""The number of groups is fixed by the first call.

exercise: FlattenConsecutive
contradicts: "Lay every `n` consecutive positions side by side: (B, T, C) becomes (B, T // n, C * n) (lecture part 5)."
"""


class FlattenConsecutive:
    def __init__(self, n: int) -> None:
        self.n = n
        self.groups = None

    def __call__(self, x: Float[Tensor, "B T C"]) -> Float[Tensor, "B T//n C*n"] | Float[Tensor, "B C*n"]:
        B, T, C = x.shape
        if T % self.n != 0:
            raise ValueError(f"{T} positions cannot be fused in groups of {self.n}")
        if self.groups is None:
            self.groups = T // self.n
        x = x.reshape(-1, self.groups, C * self.n)
        if x.shape[1] == 1:
            x = x.squeeze(1)
        self.out = x
        return self.out

    def parameters(self) -> list[Tensor]:
        return []
