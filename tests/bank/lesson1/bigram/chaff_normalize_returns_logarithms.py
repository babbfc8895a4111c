"""One step too far.

says: These are log-probabilities
says: is negative
says: not finite
"""


def normalize(counts, smoothing):
    P = (counts + smoothing).double()
    return (P / P.sum(1, keepdim=True)).log()
