"""Without tanh the whole tree is one linear map.

caught by: the characters of a context are judged together
says: one linear map
"""


class WaveNet(WaveNet):
    def __init__(self, *sizes):
        super().__init__(*sizes)
        layers = self.model.layers
        layers[:] = [layer for layer in layers if not isinstance(layer, Tanh)]
