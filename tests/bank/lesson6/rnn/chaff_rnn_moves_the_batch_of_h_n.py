"""h_n is (B, 1, H) where batch comes first.

says: h_n should be (1, B, H) even when batch_first is set
"""


class RNN(RNN):
    def __call__(self, x, h0=None):
        out, h = super().__call__(x, h0)
        return out, h.transpose(0, 1) if self.batch_first else h
