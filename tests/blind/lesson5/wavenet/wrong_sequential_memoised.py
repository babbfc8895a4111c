"""The result of the first call is returned ever after.

exercise: Sequential
contradicts: "Pass x through all layers, keep the last result in `self.out` and return it."
"""


class Sequential:
    def __init__(self, layers: list) -> None:
        self.layers = layers

    def __call__(self, x: Tensor) -> Tensor:
        if hasattr(self, "out"):
            return self.out
        for layer in self.layers:
            x = layer(x)
        self.out = x
        return self.out

    def parameters(self) -> list[Tensor]:
        return [p for layer in self.layers for p in layer.parameters()]
