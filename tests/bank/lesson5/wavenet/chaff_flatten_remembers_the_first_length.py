"""The number of groups is worked out at the first call and kept for all later ones.

caught by: every call looks at its own input
says: worked out anew in every call
"""


class FlattenConsecutive(FlattenConsecutive):
    def __call__(self, x):
        B, T, C = x.shape
        if T % self.n:
            raise ValueError("not a multiple of n")
        if not hasattr(self, "groups"):
            self.groups = T // self.n
        x = x.reshape(B, self.groups, -1)
        self.out = x.squeeze(1) if self.groups == 1 else x
        return self.out
