"""torch.nn.CrossEntropyLoss.

exercise: cross_entropy
contradicts: "You may not use `F.cross_entropy`, `F.nll_loss`, any ready-made softmax or log-softmax or `torch.nn`"
"""


def cross_entropy(logits: Float[Tensor, "N V"], targets: Int[Tensor, " N"]) -> Float[Tensor, ""]:
    return torch.nn.CrossEntropyLoss()(logits, targets)
