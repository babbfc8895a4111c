"""The layers are kept as a tuple, the parameters listed as one."""


class Sequential(Sequential):
    def __init__(self, layers):
        self.layers = tuple(layers)

    def parameters(self):
        return tuple(p for layer in self.layers for p in layer.parameters())
