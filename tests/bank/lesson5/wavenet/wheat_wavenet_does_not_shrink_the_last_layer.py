"""The last layer keeps the usual scale of 1 / sqrt(fan_in): shrinking it is advice, not a rule."""


class WaveNet(WaveNet):
    def __init__(self, *sizes):
        super().__init__(*sizes)
        self.model.layers[-1].weight *= 10
