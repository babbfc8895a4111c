"""float16, which cannot count beyond 2048.

caught by: sum to 1
says: in float32 or float64
"""


def normalize(counts, smoothing):
    P = (counts + smoothing).half()
    return P / P.sum(1, keepdim=True)
