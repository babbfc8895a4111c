"""The last step comes first.

says: The sequence is read backwards
"""


class RNN(RNN):
    def __call__(self, x, h0=None):
        dim = 1 if self.batch_first else 0
        out, h = super().__call__(x.flip(dim), h0)
        self.out = out.flip(dim)
        return self.out, h
