"""Against a division by 0, which makes a 0 something else.

caught by: without smoothing a count of 0
says: is added to every count all the same
"""


def normalize(counts, smoothing):
    P = counts + smoothing + 1e-3
    return P / P.sum(1, keepdim=True)
