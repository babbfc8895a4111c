"""A tensor of shape (1,).

exercise: cross_entropy
contradicts: "A scalar of the dtype of `logits` that equals `F.cross_entropy(logits, targets)`: finite for logits of +-1000, and unchanged when a constant is added to a row."
"""


def cross_entropy(logits: Float[Tensor, "N V"], targets: Int[Tensor, " N"]) -> Float[Tensor, ""]:
    shifted = logits - logits.max(1, keepdim=True).values
    log_sum = shifted.exp().sum(1).log()
    picked = shifted[torch.arange(len(targets), device=logits.device), targets]
    return (log_sum - picked).mean().view(1)
