"""unfold makes the windows, a transpose puts positions before channels."""


class FlattenConsecutive(FlattenConsecutive):
    def __call__(self, x):
        if x.shape[1] % self.n:
            raise ValueError("T must be a multiple of n")
        out = x.unfold(1, self.n, self.n).transpose(2, 3).flatten(2)
        self.out = out if out.shape[1] > 1 else out.squeeze(dim=1)
        return self.out
