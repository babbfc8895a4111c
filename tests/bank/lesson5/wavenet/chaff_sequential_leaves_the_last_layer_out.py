"""range(len(layers) - 1) stops one layer early.

says: The last layer was left out
"""


class Sequential(Sequential):
    def __call__(self, x):
        for i in range(len(self.layers) - 1):
            x = self.layers[i](x)
        self.out = x
        return self.out
