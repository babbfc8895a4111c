"""The rates are spaced evenly, not the exponents.

exercise: lr_sweep
contradicts: "Learning rates to try, with evenly spaced exponents."
"""


def lr_sweep(low: float, high: float, steps: int) -> Float[Tensor, " steps"]:
    return torch.linspace(10**low, 10**high, steps)
