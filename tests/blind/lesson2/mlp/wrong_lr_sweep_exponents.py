"""Returns the exponents.

exercise: lr_sweep
contradicts: "The rates (not the exponents); each is the one before it times a constant."
"""


def lr_sweep(low: float, high: float, steps: int) -> Float[Tensor, " steps"]:
    return torch.linspace(low, high, steps)
