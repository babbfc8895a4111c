"""The result is built from a float32 tensor.

says: the dtype is float32 instead of float64
"""


class FlattenConsecutive(FlattenConsecutive):
    def __call__(self, x):
        self.out = super().__call__(x).float()
        return self.out
