"""split, a list comprehension, and a print."""

import torch


def smooth(losses: torch.Tensor, window: int) -> torch.Tensor:
    chunks = losses.split(window)
    print(len(chunks), "windows")
    return torch.stack([chunk.sum() / window for chunk in chunks])
