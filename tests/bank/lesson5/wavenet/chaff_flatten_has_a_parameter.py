"""parameters() lists n, which is nothing to train.

says: there is nothing to train here
"""


class FlattenConsecutive(FlattenConsecutive):
    def parameters(self):
        return [self.n]
