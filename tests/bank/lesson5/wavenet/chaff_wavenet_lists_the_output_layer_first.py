"""The parameters are listed from the output back to the embedding.

says: the embedding's table first
"""


class WaveNet(WaveNet):
    def parameters(self):
        return super().parameters()[::-1]
