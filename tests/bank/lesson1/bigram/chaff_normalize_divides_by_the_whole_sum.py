"""One distribution over all pairs.

says: The whole table sums to 1
"""


def normalize(counts, smoothing):
    P = (counts + smoothing).float()
    return P / P.sum()
