"""The first rate times powers of the constant."""


def lr_sweep(low: float, high: float, steps: int) -> Float[Tensor, " steps"]:
    constant = 10 ** ((high - low) / (steps - 1))
    return 10.0**low * constant ** torch.arange(steps)
