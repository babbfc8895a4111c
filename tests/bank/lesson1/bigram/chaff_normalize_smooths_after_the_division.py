"""The sums are too large by V times the smoothing.

says: The smoothing was added after the division
"""


def normalize(counts, smoothing):
    P = counts.float()
    return P / P.sum(1, keepdim=True) + smoothing
