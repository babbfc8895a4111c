"""A row at a time."""


def normalize(counts: Int[Tensor, "V V"], smoothing: float) -> Float[Tensor, "V V"]:
    rows = []
    for row in counts:
        smoothed = [c + smoothing for c in row.tolist()]
        total = sum(smoothed)
        rows.append([c / total for c in smoothed])
    return torch.tensor(rows)
