"""The batch norms are built and listed, but not called.

caught by: every parameter gets a gradient
says: it is listed but not used
"""


class WaveNet(WaveNet):
    def __call__(self, X):
        x = X
        for layer in self.model.layers:
            x = x if isinstance(layer, BatchNorm1d) else layer(x)
        self.out = x
        return self.out
