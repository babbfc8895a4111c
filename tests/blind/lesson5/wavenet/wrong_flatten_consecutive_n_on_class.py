"""n is stored on the class, so the layer made last decides for all.

exercise: FlattenConsecutive
contradicts: "Remember how many neighbours to fuse."
"""


class FlattenConsecutive:
    def __init__(self, n: int) -> None:
        FlattenConsecutive.n = n

    def __call__(self, x: Float[Tensor, "B T C"]) -> Float[Tensor, "B T//n C*n"] | Float[Tensor, "B C*n"]:
        B, T, C = x.shape
        if T % self.n != 0:
            raise ValueError(f"{T} positions cannot be fused in groups of {self.n}")
        x = x.view(B, T // self.n, C * self.n)
        if x.shape[1] == 1:
            x = x.squeeze(1)
        self.out = x
        return self.out

    def parameters(self) -> list[Tensor]:
        return []
