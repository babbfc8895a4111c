"""Rates are rounded to four digits.

exercise: lr_sweep
contradicts: "The rates (not the exponents); each is the one before it times a constant."
"""


def lr_sweep(low: float, high: float, steps: int) -> Float[Tensor, " steps"]:
    return (10 ** torch.linspace(low, high, steps)).mul(10**4).round().div(10**4)
