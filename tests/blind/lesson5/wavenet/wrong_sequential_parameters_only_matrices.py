"""Lists parameters with two dimensions only.

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
        return [p for layer in self.layers for p in layer.parameters() if p.ndim > 1]
