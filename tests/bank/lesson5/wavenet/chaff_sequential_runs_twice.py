"""The chain is run once for self.out and once more for the return value, on top of it.

says: The layers were called twice
"""


class Sequential(Sequential):
    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        for layer in self.layers:
            x = layer(x)
        self.out = x
        return self.out
