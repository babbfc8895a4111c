"""torch.logspace."""


def lr_sweep(low: float, high: float, steps: int) -> Float[Tensor, " steps"]:
    return torch.logspace(low, high, steps)
