"""The view puts the groups before the batch.

says: Batch and time were mixed up
"""


class FlattenConsecutive(FlattenConsecutive):
    def __call__(self, x):
        B, T, C = x.shape
        if T % self.n:
            raise ValueError("not a multiple of n")
        x = x.reshape(T // self.n, B, self.n * C).transpose(0, 1)
        self.out = x.squeeze(1) if T == self.n else x
        return self.out
