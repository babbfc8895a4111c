"""unflatten and flatten by name of the dimension; unflatten raises by itself."""


class FlattenConsecutive(FlattenConsecutive):
    def __call__(self, x):
        if self.n == x.shape[1]:
            self.out = x.flatten(1)
        else:
            self.out = x.unflatten(1, (x.shape[1] // self.n, self.n)).flatten(-2)
        return self.out
