"""The embedded characters are detached, so the table never learns.

caught by: every parameter gets a gradient
says: gets no gradient
"""


class WaveNet(WaveNet):
    def __call__(self, X):
        x, *rest = self.model.layers[0](X).detach(), *self.model.layers[1:]
        for layer in rest:
            x = layer(x)
        self.out = x
        return self.out
