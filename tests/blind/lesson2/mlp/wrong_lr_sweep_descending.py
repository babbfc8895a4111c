"""Largest first.

exercise: lr_sweep
contradicts: "low, high: the first and the last exponent of ten: -3 and 0 mean rates from 0.001 to 1, both included."
"""


def lr_sweep(low: float, high: float, steps: int) -> Float[Tensor, " steps"]:
    return 10 ** torch.linspace(high, low, steps)
