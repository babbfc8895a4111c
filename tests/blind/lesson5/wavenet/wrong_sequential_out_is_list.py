"""out collects the results of all layers.

exercise: Sequential
contradicts: "Pass x through all layers, keep the last result in `self.out` and return it."
"""


class Sequential:
    def __init__(self, layers: list) -> None:
        self.layers = layers

    def __call__(self, x: Tensor) -> Tensor:
        self.out = []
        for layer in self.layers:
            x = layer(x)
            self.out.append(x)
        return x

    def parameters(self) -> list[Tensor]:
        return [p for layer in self.layers for p in layer.parameters()]
