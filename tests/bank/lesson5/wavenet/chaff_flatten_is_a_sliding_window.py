"""Windows overlap: each starts one position after the one before.

says: The windows overlap
"""


class FlattenConsecutive(FlattenConsecutive):
    def __call__(self, x):
        if x.shape[1] % self.n:
            raise ValueError("not a multiple of n")
        x = x.unfold(1, self.n, 1).transpose(2, 3).flatten(2)
        self.out = x.squeeze(1) if x.shape[1] == 1 else x
        return self.out
