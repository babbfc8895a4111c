"""The likeliest character gets 1.

says: Each row is divided by its largest number
"""


def normalize(counts, smoothing):
    P = (counts + smoothing).float()
    return P / P.max(1, keepdim=True).values
