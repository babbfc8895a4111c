"""With -1 for the batch dimension, positions that do not divide are taken from the next example.

says: or borrowed from the next example
"""


class FlattenConsecutive(FlattenConsecutive):
    def __call__(self, x):
        B, T, C = x.shape
        groups = max(T // self.n, 1)
        x = x.reshape(-1, groups, C * self.n)
        self.out = x.squeeze(1) if groups == 1 else x
        return self.out
