"""gamma starts at zero.

caught by: it starts as the identity
says: BatchNorm1d(2).gamma is wrong
"""

import torch


class BatchNorm1d(BatchNorm1d):
    def __init__(self, dim, eps=1e-5, momentum=0.1):
        super().__init__(dim, eps, momentum)
        self.gamma = torch.zeros(dim)
