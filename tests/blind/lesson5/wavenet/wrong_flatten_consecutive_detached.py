"""The view is taken of .data, so the gradient stops here.

exercise: FlattenConsecutive
contradicts: "On the way back, a character that occurs three times collects three gradients in its row."
"""


class FlattenConsecutive:
    def __init__(self, n: int) -> None:
        self.n = n

    def __call__(self, x: Float[Tensor, "B T C"]) -> Float[Tensor, "B T//n C*n"] | Float[Tensor, "B C*n"]:
        x = x.data
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
