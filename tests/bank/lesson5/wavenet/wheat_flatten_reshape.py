"""reshape where a view would do, and an empty tuple of parameters."""


class FlattenConsecutive(FlattenConsecutive):
    def __call__(self, x):
        batch, time, channels = x.size()
        groups, rest = divmod(time, self.n)
        if rest:
            raise ValueError("time must be a multiple of n")
        shape = (batch, channels * self.n) if groups == 1 else (batch, groups, channels * self.n)
        self.out = x.reshape(shape)
        return self.out

    def parameters(self):
        return ()
