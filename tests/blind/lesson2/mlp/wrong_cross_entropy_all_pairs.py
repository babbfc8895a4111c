"""logits[:, targets] pairs every row with every target.

exercise: cross_entropy
contradicts: "targets: int64, the correct column for each row."
"""


def cross_entropy(logits: Float[Tensor, "N V"], targets: Int[Tensor, " N"]) -> Float[Tensor, ""]:
    shifted = logits - logits.max(1, keepdim=True).values
    log_sum = shifted.exp().sum(1).log()
    picked = shifted[:, targets].mean(1)
    return (log_sum - picked).mean()
