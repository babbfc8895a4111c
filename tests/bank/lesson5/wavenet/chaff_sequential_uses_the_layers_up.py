"""The layers are kept as an iterator, which is empty after the first call.

caught by: the result and the layers are kept
says: has no len()
"""


class Sequential(Sequential):
    def __init__(self, layers):
        self.given = list(layers)
        self.layers = iter(layers)

    def parameters(self):
        return [p for layer in self.given for p in layer.parameters()]
