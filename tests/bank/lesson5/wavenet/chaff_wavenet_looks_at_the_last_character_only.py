"""All positions but the last are replaced by it: a bigram model.

says: the model does not look at it
"""


class WaveNet(WaveNet):
    def __call__(self, X):
        return super().__call__(X[:, -1:].expand_as(X).contiguous())
