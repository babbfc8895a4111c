"""parameters() appends to a list it keeps, so the second call lists everything twice.

exercise: Sequential
contradicts: "List the parameters of all layers in one flat list, in the order of the layers."
"""


class Sequential:
    def __init__(self, layers: list) -> None:
        self.layers = layers
        self.found = []

    def __call__(self, x: Tensor) -> Tensor:
        for layer in self.layers:
            x = layer(x)
        self.out = x
        return self.out

    def parameters(self) -> list[Tensor]:
        for layer in self.layers:
            self.found += layer.parameters()
        return self.found
