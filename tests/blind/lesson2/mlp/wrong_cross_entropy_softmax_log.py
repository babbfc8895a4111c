"""A ready-made softmax and a logarithm.

exercise: cross_entropy
contradicts: "You may not use `F.cross_entropy`, `F.nll_loss`, any ready-made softmax or log-softmax or `torch.nn`"
"""


def cross_entropy(logits: Float[Tensor, "N V"], targets: Int[Tensor, " N"]) -> Float[Tensor, ""]:
    return -logits.softmax(1)[torch.arange(len(targets)), targets].log().mean()
