"""The number of the character times the first row, as if e were five times a.

exercise: one_hot_logits
contradicts: "A number such as 5 is not a quantity"
"""


def one_hot_logits(xs: Int[Tensor, " N"], W: Float[Tensor, "V V"]) -> Float[Tensor, "N V"]:
    return xs[:, None].float() @ W[:1]
