"""num_classes=27.

exercise: one_hot_logits
contradicts: "for a vocabulary of any size V"
"""


def one_hot_logits(xs: Int[Tensor, " N"], W: Float[Tensor, "V V"]) -> Float[Tensor, "N V"]:
    xenc = F.one_hot(xs, num_classes=27).float()
    return xenc @ W
