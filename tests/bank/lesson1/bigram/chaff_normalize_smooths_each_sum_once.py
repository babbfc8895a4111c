"""The sum grows by the smoothing, not by V times as much.

says: The smoothing was added once to each sum
"""


def normalize(counts, smoothing):
    sums = counts.sum(1, keepdim=True) + smoothing
    return (counts + smoothing) / sums
