"""unique(xs).

exercise: one_hot_logits
contradicts: "Equal to the rows of W with these numbers, in value and in the gradient of W"
"""


def one_hot_logits(xs: Int[Tensor, " N"], W: Float[Tensor, "V V"]) -> Float[Tensor, "N V"]:
    return W[xs.unique()]
