"""The logits come out in double precision, whatever the parameters are in.

caught by: the dtype is that of the parameters
says: the dtype is float64 instead of float32
"""


class MLP(MLP):
    def __call__(self, X):
        return super().__call__(X).double()
