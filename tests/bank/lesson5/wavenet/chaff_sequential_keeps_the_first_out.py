"""self.out is the first layer's result.

says: Keep the last layer's result as self.out
"""


class Sequential(Sequential):
    def __call__(self, x):
        self.out = None
        for layer in self.layers:
            x = layer(x)
            if self.out is None:
                self.out = x
        return x
