"""Centres W in place.

exercise: one_hot_logits
contradicts: "left unchanged"
"""


def one_hot_logits(xs: Int[Tensor, " N"], W: Float[Tensor, "V V"]) -> Float[Tensor, "N V"]:
    W.data -= W.data.mean()
    return W[xs]
