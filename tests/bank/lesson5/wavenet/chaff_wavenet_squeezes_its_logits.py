"""squeeze() at the end takes the batch dimension of a single context with it.

caught by: other rows do not
says: row
"""


class WaveNet(WaveNet):
    def __call__(self, X):
        self.out = super().__call__(X).squeeze()
        return self.out
