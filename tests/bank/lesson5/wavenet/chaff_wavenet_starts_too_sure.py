"""The last layer is not shrunk, so the untrained model is sure of nonsense.

caught by: it starts unsure
says: shrink the last layer's weight
"""


class WaveNet(WaveNet):
    def __init__(self, *sizes):
        super().__init__(*sizes)
        self.model.layers[-1].weight *= 10
