"""The parameters are listed from the output back to the embedding.

says: the embedding's table of 9 rows first
"""


class WaveNet(WaveNet):
    def parameters(self):
        return super().parameters()[::-1]
