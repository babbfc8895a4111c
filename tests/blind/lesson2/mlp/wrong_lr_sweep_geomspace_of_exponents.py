"""low and high are taken for rates.

exercise: lr_sweep
contradicts: "low, high: the first and the last exponent of ten: -3 and 0 mean rates from 0.001 to 1, both included."
"""


def lr_sweep(low: float, high: float, steps: int) -> Float[Tensor, " steps"]:
    return torch.logspace(
        torch.tensor(abs(low) + 1e-3).log10().item(), torch.tensor(abs(high) + 1e-3).log10().item(), steps
    )
