"""h_n has no first dimension.

says: h_n lost its first dimension
"""


class RNN(RNN):
    def __call__(self, x, h0=None):
        out, h = super().__call__(x, h0)
        return out, h[0]
