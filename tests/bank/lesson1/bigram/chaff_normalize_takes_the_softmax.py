"""Exponentials of counts.

says: This is the softmax of the counts
"""


def normalize(counts, smoothing):
    return (counts + smoothing).double().softmax(1)
