"""Whole numbers only.

says: The smoothing was turned into a whole number
says: Smoothing need not be a whole number
"""


def normalize(counts, smoothing):
    P = (counts + int(smoothing)).float()
    return P / P.sum(1, keepdim=True)
