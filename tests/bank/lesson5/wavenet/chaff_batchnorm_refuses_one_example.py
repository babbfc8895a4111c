"""A batch of one example is refused in training, though its positions would give a mean and a variance.

caught by: one example or one position is enough
"""


class BatchNorm1d(BatchNorm1d):
    def __call__(self, x):
        if self.training and len(x) == 1:
            raise ValueError("a batch needs two examples")
        return super().__call__(x)
