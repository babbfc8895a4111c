"""xenc * W.

exercise: one_hot_logits
contradicts: "Multiply it by a V × V matrix `W`"
"""


def one_hot_logits(xs: Int[Tensor, " N"], W: Float[Tensor, "V V"]) -> Float[Tensor, "N V"]:
    xenc = F.one_hot(xs, num_classes=len(W)).float()
    return xenc * W[: len(xs)] if len(xs) <= len(W) else xenc
