"""// in place of /.

says: whole numbers were divided by whole numbers
"""


def normalize(counts, smoothing):
    N = counts + smoothing
    return (N // N.sum(1, keepdim=True)).float()
