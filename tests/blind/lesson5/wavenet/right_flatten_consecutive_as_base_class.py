"""A common base class keeps out and has no parameters."""


class _Layer:
    def __call__(self, x):
        self.out = self.forward(x)
        return self.out

    def parameters(self):
        return []


class FlattenConsecutive(_Layer):
    def __init__(self, n):
        self.n = n

    def forward(self, x):
        if x.shape[1] % self.n:
            raise RuntimeError("T is no multiple of n")
        return x.view(x.shape[0], x.shape[1] // self.n, x.shape[2] * self.n).squeeze(1)
