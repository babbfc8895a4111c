"""The maximum is subtracted in place.

exercise: cross_entropy
contradicts: "logits: one row of V unnormalised log-probabilities for each example; left unchanged."
"""


def cross_entropy(logits: Float[Tensor, "N V"], targets: Int[Tensor, " N"]) -> Float[Tensor, ""]:
    shifted = logits
    shifted -= logits.detach().max(1, keepdim=True).values
    log_sum = shifted.exp().sum(1).log()
    picked = shifted[torch.arange(len(targets), device=logits.device), targets]
    return (log_sum - picked).mean()
