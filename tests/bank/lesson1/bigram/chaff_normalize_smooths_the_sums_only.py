"""The counts are divided as they are.

says: The smoothing is in the sums only
"""


def normalize(counts, smoothing):
    return counts / (counts + smoothing).sum(1, keepdim=True)
