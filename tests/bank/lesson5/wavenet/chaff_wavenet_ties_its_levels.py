"""One Linear serves several levels and is listed once for each.

says: are one and the same
"""


class WaveNet(WaveNet):
    def __init__(self, *sizes):
        super().__init__(*sizes)
        layers = self.model.layers
        inner = [i for i, layer in enumerate(layers) if isinstance(layer, Linear)][1:-1]
        for i in inner:
            layers[i] = layers[inner[0]]
