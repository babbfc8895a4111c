"""The running averages belong to the class: layers of one size share them.

caught by: two layers have nothing in common
says: Two layers share their running averages
"""

BUFFERS = {}


class BatchNorm1d(BatchNorm1d):
    def __init__(self, dim, eps=1e-5, momentum=0.1):
        super().__init__(dim, eps, momentum)
        self.running_mean, self.running_var = BUFFERS.setdefault(dim, (self.running_mean, self.running_var))

    def __call__(self, x):
        mean, var = self.running_mean, self.running_var
        super().__call__(x)
        mean.data, var.data = self.running_mean.data, self.running_var.data
        self.running_mean, self.running_var = mean, var
        return self.out
