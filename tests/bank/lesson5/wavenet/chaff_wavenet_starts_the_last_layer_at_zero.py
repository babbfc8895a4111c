"""The last weight starts at zero, so no gradient gets past it.

caught by: every parameter gets a gradient
says: gets no gradient
"""


class WaveNet(WaveNet):
    def __init__(self, *sizes):
        super().__init__(*sizes)
        self.model.layers[-1].weight *= 0
