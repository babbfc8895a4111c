"""einsum with weights of 1 / window."""

import torch


def smooth(losses, window):
    weights = torch.full((window,), 1 / window, dtype=losses.dtype, device=losses.device)
    return torch.einsum("nw,w->n", losses.reshape(-1, window), weights)
