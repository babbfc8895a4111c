"""Probabilities with two decimals.

caught by: sum to 1
says: A row holds the probabilities of all characters
"""


def normalize(counts, smoothing):
    P = (counts + smoothing).float()
    return (P / P.sum(1, keepdim=True) * 100).round() / 100
