"""A subclass of list."""


class Sequential(list):
    def __init__(self, layers):
        super().__init__(layers)
        self.out = None

    @property
    def layers(self):
        return list(self)

    def __call__(self, x):
        for layer in self:
            x = layer(x)
        self.out = x
        return x

    def parameters(self):
        return sum((list(layer.parameters()) for layer in self), [])
