"""F.one_hot guesses the number of classes from xs.

exercise: one_hot_logits
contradicts: "not all of these need to occur"
"""


def one_hot_logits(xs: Int[Tensor, " N"], W: Float[Tensor, "V V"]) -> Float[Tensor, "N V"]:
    xenc = F.one_hot(xs).float()
    return xenc @ W
