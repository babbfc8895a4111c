"""nan and infinity are replaced by numbers.

exercise: cross_entropy
contradicts: "A scalar of the dtype of `logits` that equals `F.cross_entropy(logits, targets)`: finite for logits of +-1000, and unchanged when a constant is added to a row."
"""


def cross_entropy(logits: Float[Tensor, "N V"], targets: Int[Tensor, " N"]) -> Float[Tensor, ""]:
    probs = logits.exp() / logits.exp().sum(1, keepdim=True)
    return -torch.nan_to_num(probs[torch.arange(len(targets)), targets].log(), 0.0, 0.0, -100.0).mean()
