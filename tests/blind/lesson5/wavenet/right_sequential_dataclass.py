"""A dataclass with one field."""

import dataclasses


@dataclasses.dataclass
class Sequential:
    layers: list
    out: object = None

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        self.out = x
        return x

    def parameters(self):
        found = []
        for layer in self.layers:
            found.extend(layer.parameters())
        return found
