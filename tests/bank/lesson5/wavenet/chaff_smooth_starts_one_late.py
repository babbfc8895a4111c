"""The windows start one loss late, so the first loss is never seen.

caught by: every number is the mean of one window
says: the first loss is never seen
"""

import torch


def smooth(losses, window):
    return torch.cat([losses[1:], losses[-1:]]).view(-1, window).mean(1)
