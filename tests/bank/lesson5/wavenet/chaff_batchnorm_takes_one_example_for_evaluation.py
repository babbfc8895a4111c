"""A batch of one example is normalised with the running averages, in training too.

caught by: one example or one position is enough
says: the normalised batch of one example with 4 positions is wrong
"""


class BatchNorm1d(BatchNorm1d):
    def __call__(self, x):
        training = self.training
        self.training = training and len(x) > 1
        out = super().__call__(x)
        self.training = training
        return out
