"""A loop over slices."""


def smooth(losses: Float[Tensor, "N"], window: int) -> Float[Tensor, "N//window"]:
    return torch.stack([losses[i : i + window].mean() for i in range(0, len(losses), window)])
