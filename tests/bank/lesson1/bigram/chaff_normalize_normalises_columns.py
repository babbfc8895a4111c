"""Along dimension 0.

says: The columns sum to 1
"""


def normalize(counts, smoothing):
    P = (counts + smoothing).float()
    return P / P.sum(0, keepdim=True)
