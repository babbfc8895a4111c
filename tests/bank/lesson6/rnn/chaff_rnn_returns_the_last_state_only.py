"""The states of the other steps are not kept.

says: Only the last state is returned
"""


class RNN(RNN):
    def __call__(self, x, h0=None):
        out, h = super().__call__(x, h0)
        self.out = h[0]
        return self.out, h
