"""One Linear serves several levels.

says: the tree has
says: should have
"""


class WaveNet(WaveNet):
    def __init__(self, *sizes):
        super().__init__(*sizes)
        layers = self.model.layers
        inner = [i for i, layer in enumerate(layers) if isinstance(layer, Linear)][1:-1]
        for i in inner:
            layers[i] = layers[inner[0]]

    def parameters(self):
        return list({id(p): p for p in super().parameters()}.values())
