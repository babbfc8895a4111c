"""Powers of floats in a comprehension."""

import torch
from torch import Tensor


def lr_sweep(low: float, high: float, steps: int) -> Tensor:
    return torch.tensor([10.0 ** (low + i * (high - low) / (steps - 1)) for i in range(steps)])
