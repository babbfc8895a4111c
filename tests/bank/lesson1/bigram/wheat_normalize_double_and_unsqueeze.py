"""float64 and unsqueeze."""


def normalize(counts, smoothing):
    c = counts.double().add(smoothing)
    return c / c.sum(dim=-1).unsqueeze(-1)
