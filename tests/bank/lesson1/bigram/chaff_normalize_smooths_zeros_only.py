"""Only pairs that never occur get something.

says: Smoothing was added where the count is 0
"""


def normalize(counts, smoothing):
    P = counts.float()
    P[P == 0] = smoothing
    return P / P.sum(1, keepdim=True)
