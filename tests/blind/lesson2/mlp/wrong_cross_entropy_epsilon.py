"""A small number is added before the logarithm.

exercise: cross_entropy
contradicts: "A scalar of the dtype of `logits` that equals `F.cross_entropy(logits, targets)`: finite for logits of +-1000, and unchanged when a constant is added to a row."
"""


def cross_entropy(logits: Float[Tensor, "N V"], targets: Int[Tensor, " N"]) -> Float[Tensor, ""]:
    counts = (logits - logits.max(1, keepdim=True).values).exp()
    probs = counts / counts.sum(1, keepdim=True)
    return -(probs[torch.arange(len(targets)), targets] + 1e-9).log().mean()
