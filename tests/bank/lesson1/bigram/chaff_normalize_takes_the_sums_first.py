"""The sums are those of the plain counts.

says: The rows were divided by their sums before smoothing
"""


def normalize(counts, smoothing):
    sums = counts.sum(1, keepdim=True)
    return (counts + smoothing) / sums
