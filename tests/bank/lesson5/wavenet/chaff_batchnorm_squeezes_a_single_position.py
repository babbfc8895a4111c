"""A time dimension of size 1 is squeezed away and does not come back.

caught by: one example or one position is enough
says: the normalised batch of 4 examples with one position is wrong
"""


class BatchNorm1d(BatchNorm1d):
    def __call__(self, x):
        if self.training and x.ndim == 3 and x.shape[1] == 1:
            x = x.squeeze(1)
        return super().__call__(x)
