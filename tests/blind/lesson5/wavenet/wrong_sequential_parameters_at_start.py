"""The list of parameters is made once, before layers are exchanged or added.

exercise: Sequential
contradicts: "List the parameters of all layers in one flat list, in the order of the layers."
"""


class Sequential:
    def __init__(self, layers: list) -> None:
        self.layers = layers
        self.found = [p for layer in layers for p in layer.parameters()]

    def __call__(self, x: Tensor) -> Tensor:
        for layer in self.layers:
            x = layer(x)
        self.out = x
        return self.out

    def parameters(self) -> list[Tensor]:
        return self.found
