"""Smoothed counts.

says: divide each row by its sum
"""


def normalize(counts, smoothing):
    return (counts + smoothing).float()
