"""Double precision is torch's default from here on: no text asks for another dtype than the arguments have."""

import torch

torch.set_default_dtype(torch.float64)


class BatchNorm1d(BatchNorm1d):
    pass
