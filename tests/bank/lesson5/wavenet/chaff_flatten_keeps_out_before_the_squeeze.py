"""self.out is set before the dimension of size 1 is dropped.

caught by: the result is kept
says: layer.out after the call is wrong
"""


class FlattenConsecutive(FlattenConsecutive):
    def __call__(self, x):
        B, T, C = x.shape
        self.out = x.view(B, T // self.n, C * self.n)
        return self.out.squeeze(1) if T == self.n else self.out
