"""The layers are deep copies, so the caller's layers are not trained.

exercise: Sequential
contradicts: "Keep the list as `self.layers`."
"""


class Sequential:
    def __init__(self, layers: list) -> None:
        import copy

        self.layers = copy.deepcopy(layers)

    def __call__(self, x: Tensor) -> Tensor:
        for layer in self.layers:
            x = layer(x)
        self.out = x
        return self.out

    def parameters(self) -> list[Tensor]:
        return [p for layer in self.layers for p in layer.parameters()]
