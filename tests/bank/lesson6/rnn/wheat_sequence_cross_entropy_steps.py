"""Step by step, averaged at the end."""

import torch
import torch.nn.functional as F


def sequence_cross_entropy(logits, targets):
    if tuple(targets.shape) != tuple(logits.shape[:-1]):
        raise ValueError("logits and targets do not fit")
    losses = [F.cross_entropy(logits[:, t], targets[:, t]) for t in range(logits.shape[1])]
    return torch.stack(losses).mean()
