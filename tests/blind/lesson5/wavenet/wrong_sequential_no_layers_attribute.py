"""The list is kept under another name.

exercise: Sequential
contradicts: "Keep the list as `self.layers`."
"""


class Sequential:
    def __init__(self, layers: list) -> None:
        self.modules = layers

    def __call__(self, x: Tensor) -> Tensor:
        for layer in self.modules:
            x = layer(x)
        self.out = x
        return self.out

    def parameters(self) -> list[Tensor]:
        return [p for layer in self.modules for p in layer.parameters()]
