"""Positions that do not fill a group are dropped.

caught by: positions that do not divide into groups are an error
says: positions must not be dropped
"""


class FlattenConsecutive(FlattenConsecutive):
    def __call__(self, x):
        B, T, C = x.shape
        groups = T // self.n
        x = x[:, : groups * self.n].reshape(B, groups, C * self.n)
        self.out = x.squeeze(1) if groups == 1 else x
        return self.out
