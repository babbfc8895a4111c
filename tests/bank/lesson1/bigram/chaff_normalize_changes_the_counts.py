"""+= on the caller's own table.

caught by: the counts stay as they are
says: The caller's counts were changed
"""


def normalize(counts, smoothing):
    counts += int(smoothing)
    P = counts + (smoothing - int(smoothing))
    return P / P.sum(1, keepdim=True)
