"""A list of numbers instead of a tensor.

exercise: lr_sweep
contradicts: "def lr_sweep(low: float, high: float, steps: int) -> Float[Tensor, " steps"]:"
"""


def lr_sweep(low: float, high: float, steps: int) -> Float[Tensor, " steps"]:
    return [10 ** (low + (high - low) * i / (steps - 1)) for i in range(steps)]
