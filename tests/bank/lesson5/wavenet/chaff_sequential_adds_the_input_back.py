"""Each layer's input is added to its result, as in a residual network.

says: Each layer's input was added to its result
"""


class Sequential(Sequential):
    def __call__(self, x):
        for layer in self.layers:
            x = x + layer(x)
        self.out = x
        return self.out
