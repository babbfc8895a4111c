"""Neighbouring groups overlap.

exercise: FlattenConsecutive
contradicts: "Lay every `n` consecutive positions side by side: (B, T, C) becomes (B, T // n, C * n) (lecture part 5)."
"""


class FlattenConsecutive:
    def __init__(self, n: int) -> None:
        self.n = n

    def __call__(self, x: Float[Tensor, "B T C"]) -> Float[Tensor, "B T//n C*n"] | Float[Tensor, "B C*n"]:
        B, T, C = x.shape
        if T % self.n != 0:
            raise ValueError(f"{T} positions cannot be fused in groups of {self.n}")
        x = x.unfold(1, self.n, 1).transpose(2, 3).reshape(B, T - self.n + 1, C * self.n)
        if x.shape[1] == 1:
            x = x.squeeze(1)
        self.out = x
        return self.out

    def parameters(self) -> list[Tensor]:
        return []
