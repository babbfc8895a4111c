"""sum(0) broadcasts along the columns that it belongs to.

says: The columns sum to 1
"""


def normalize(counts, smoothing):
    P = (counts + smoothing).float()
    return P / P.sum(0)
