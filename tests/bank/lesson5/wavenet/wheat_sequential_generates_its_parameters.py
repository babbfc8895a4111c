"""The parameters are generated, one layer after the other."""


class Sequential(Sequential):
    def parameters(self):
        for layer in self.layers:
            yield from layer.parameters()
