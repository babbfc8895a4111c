"""Everything under no_grad, to be fast.

exercise: one_hot_logits
contradicts: "Equal to the rows of W with these numbers, in value and in the gradient of W"
"""


def one_hot_logits(xs: Int[Tensor, " N"], W: Float[Tensor, "V V"]) -> Float[Tensor, "N V"]:
    with torch.no_grad():
        xenc = F.one_hot(xs, num_classes=len(W)).float()
        return xenc @ W
