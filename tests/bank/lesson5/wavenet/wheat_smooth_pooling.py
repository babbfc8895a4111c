"""Average pooling is the same mean."""

import torch


def smooth(losses, window):
    return torch.nn.functional.avg_pool1d(losses[None, None], window)[0, 0]
