"""batch_first holds for the input only.

says: In the output, batch and time were mixed up
"""


class RNN(RNN):
    def __call__(self, x, h0=None):
        out, h = super().__call__(x, h0)
        self.out = out.transpose(0, 1) if self.batch_first else out
        return self.out, h
