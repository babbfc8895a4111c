"""A loop that divides number by number by the sum of a row that it is changing.

exercise: normalize
contradicts: "each row of the smoothed counts, divided by its sum"
"""


def normalize(counts: Int[Tensor, "V V"], smoothing: float) -> Float[Tensor, "V V"]:
    P = (counts + smoothing).float()
    for i in range(P.shape[0]):
        for j in range(P.shape[1]):
            P[i, j] = P[i, j] / P[i].sum()
    return P
