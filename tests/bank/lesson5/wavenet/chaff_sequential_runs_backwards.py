"""The layers are called from the last to the first.

says: The layers were called in reverse order
"""


class Sequential(Sequential):
    def __call__(self, x):
        for layer in reversed(self.layers):
            x = layer(x)
        self.out = x
        return self.out
