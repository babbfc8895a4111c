"""The lecture's 1.

says: 1 is added to every count, whatever the smoothing is
says: is added to every count all the same
says: The smoothing makes no difference
"""


def normalize(counts, smoothing):
    P = (counts + 1).float()
    return P / P.sum(1, keepdim=True)
