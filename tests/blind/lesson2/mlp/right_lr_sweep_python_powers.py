"""Python powers in a list."""


def lr_sweep(low: float, high: float, steps: int) -> Float[Tensor, " steps"]:
    return torch.tensor([10 ** (low + (high - low) * i / (steps - 1)) for i in range(steps)])
