"""In each level, tanh comes before batch norm.

needs: training
caught by: 22 thousand parameters
says: tanh comes before batch norm
"""


class WaveNet(WaveNet):
    def __init__(self, *sizes):
        super().__init__(*sizes)
        layers = self.model.layers
        for i, layer in enumerate(layers[:-1]):
            if isinstance(layer, BatchNorm1d):
                layers[i], layers[i + 1] = layers[i + 1], layers[i]
