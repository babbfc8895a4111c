"""The bug of the lecture.

says: This is the bug of the lecture
"""


def normalize(counts, smoothing):
    P = (counts + smoothing).float()
    return P / P.sum(1)
