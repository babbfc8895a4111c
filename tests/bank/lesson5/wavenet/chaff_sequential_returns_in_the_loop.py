"""The return stands inside of the loop.

says: is there a `return` inside the loop?
"""


class Sequential(Sequential):
    def __call__(self, x):
        for layer in self.layers:
            self.out = layer(x)
            return self.out
        return x
