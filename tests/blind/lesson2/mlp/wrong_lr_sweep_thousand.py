"""Always a thousand rates.

exercise: lr_sweep
contradicts: "steps: the number of rates, at least 2."
"""


def lr_sweep(low: float, high: float, steps: int) -> Float[Tensor, " steps"]:
    return 10 ** torch.linspace(low, high, 1000)
