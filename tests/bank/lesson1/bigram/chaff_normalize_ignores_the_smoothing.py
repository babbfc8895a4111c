"""The argument is not used.

says: The smoothing is not used
says: The smoothing makes no difference
"""


def normalize(counts, smoothing):
    P = counts.float()
    return P / P.sum(1, keepdim=True)
