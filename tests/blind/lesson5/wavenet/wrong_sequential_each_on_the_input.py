"""Every layer is called on the original input.

exercise: Sequential
contradicts: "Call the layers one after the other (lecture part 5). `layers` is the list, in order."
"""


class Sequential:
    def __init__(self, layers: list) -> None:
        self.layers = layers

    def __call__(self, x: Tensor) -> Tensor:
        for layer in self.layers:
            result = layer(x)
        x = result
        self.out = x
        return self.out

    def parameters(self) -> list[Tensor]:
        return [p for layer in self.layers for p in layer.parameters()]
