"""The default of momentum is the lecture's first value, 0.001.

says: The default of momentum is 0.1
"""


class BatchNorm1d(BatchNorm1d):
    def __init__(self, dim, eps=1e-5, momentum=0.001):
        super().__init__(dim, eps, momentum)
