"""The log of the sum has no gradient.

exercise: cross_entropy
contradicts: "Its gradient is (softmax(logits) - onehot(targets)) / N."
"""


def cross_entropy(logits: Float[Tensor, "N V"], targets: Int[Tensor, " N"]) -> Float[Tensor, ""]:
    shifted = logits - logits.max(1, keepdim=True).values
    with torch.no_grad():
        log_sum = shifted.exp().sum(1).log()
    picked = shifted[torch.arange(len(targets), device=logits.device), targets]
    return (log_sum - picked).mean()
