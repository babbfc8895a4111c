"""The product in half precision.

exercise: one_hot_logits
contradicts: "Equal to the rows of W with these numbers, in value and in the gradient of W"
"""


def one_hot_logits(xs: Int[Tensor, " N"], W: Float[Tensor, "V V"]) -> Float[Tensor, "N V"]:
    xenc = F.one_hot(xs, num_classes=W.shape[0]).float()
    return (xenc.half() @ W.half()).float()
