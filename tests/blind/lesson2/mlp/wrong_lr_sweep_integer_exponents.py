"""Exponents are whole numbers.

exercise: lr_sweep
contradicts: "Learning rates to try, with evenly spaced exponents."
"""


def lr_sweep(low: float, high: float, steps: int) -> Float[Tensor, " steps"]:
    return 10 ** torch.linspace(low, high, steps).round()
