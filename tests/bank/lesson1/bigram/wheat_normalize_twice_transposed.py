"""Two transposes, so that broadcasting along the columns is right."""


def normalize(counts, smoothing):
    smoothed = counts + smoothing
    return (smoothed.T / smoothed.sum(1)).T
