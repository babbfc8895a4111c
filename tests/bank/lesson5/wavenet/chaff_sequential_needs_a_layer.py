"""The first layer is called outside of the loop, which fails for an empty list.

says: IndexError
"""


class Sequential(Sequential):
    def __call__(self, x):
        x = self.layers[0](x)
        for layer in self.layers[1:]:
            x = layer(x)
        self.out = x
        return self.out
