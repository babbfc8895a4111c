"""The exponential of exponents times ln 10, in float64."""

import math

import torch


def lr_sweep(low, high, steps):
    return torch.exp(torch.linspace(low, high, steps, dtype=torch.float64) * math.log(10))
