"""The result is not kept.

exercise: FlattenConsecutive
contradicts: "Fuse neighbours with a view, drop the time dimension if one group is left, and keep the result in `self.out`."
"""


class FlattenConsecutive:
    def __init__(self, n: int) -> None:
        self.n = n

    def __call__(self, x: Float[Tensor, "B T C"]) -> Float[Tensor, "B T//n C*n"] | Float[Tensor, "B C*n"]:
        B, T, C = x.shape
        if T % self.n != 0:
            raise ValueError(f"{T} positions cannot be fused in groups of {self.n}")
        x = x.view(B, T // self.n, C * self.n)
        if x.shape[1] == 1:
            x = x.squeeze(1)
        return x

    def parameters(self) -> list[Tensor]:
        return []
