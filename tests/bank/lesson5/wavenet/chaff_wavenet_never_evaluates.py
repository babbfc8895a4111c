"""Every call puts the layers back into training mode, so rows of a batch influence each other.

says: the rows of a batch must not influence each other
"""


class WaveNet(WaveNet):
    def __call__(self, X):
        for layer in self.model.layers:
            layer.training = True
        return super().__call__(X)
