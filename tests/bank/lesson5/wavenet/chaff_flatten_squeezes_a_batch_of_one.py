"""The batch dimension is dropped when it is 1.

says: The batch dimension was squeezed
says: All dimensions of size 1 were squeezed
"""


class FlattenConsecutive(FlattenConsecutive):
    def __call__(self, x):
        self.out = super().__call__(x).squeeze(0)
        return self.out
