"""Layers are taken out of the list while they are called.

caught by: the result and the layers are kept
says: model.layers should hold
"""


class Sequential(Sequential):
    def __init__(self, layers):
        self.layers = list(layers)
        self.all = list(layers)

    def __call__(self, x):
        while self.layers:
            x = self.layers.pop(0)(x)
        self.out = x
        return self.out

    def parameters(self):
        return [p for layer in self.all for p in layer.parameters()]
