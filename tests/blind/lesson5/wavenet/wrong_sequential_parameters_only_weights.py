"""Lists only attributes called weight and bias.

exercise: Sequential
contradicts: "List the parameters of all layers in one flat list, in the order of the layers."
"""


class Sequential:
    def __init__(self, layers: list) -> None:
        self.layers = layers

    def __call__(self, x: Tensor) -> Tensor:
        for layer in self.layers:
            x = layer(x)
        self.out = x
        return self.out

    def parameters(self) -> list[Tensor]:
        return [
            getattr(layer, n)
            for layer in self.layers
            for n in ("weight", "bias")
            if getattr(layer, n, None) is not None
        ]
