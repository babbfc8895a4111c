"""beta is added in training only.

caught by: evaluation uses the running averages
says: beta is not added in evaluation mode
"""


class BatchNorm1d(BatchNorm1d):
    def __call__(self, x):
        super().__call__(x)
        if not self.training:
            self.out = self.gamma * (x - self.running_mean) / torch.sqrt(self.running_var + self.eps)
        return self.out
