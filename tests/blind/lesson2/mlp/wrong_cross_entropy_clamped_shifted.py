"""The shifted logits are bounded from below by -100.

exercise: cross_entropy
contradicts: "The mean negative log-likelihood of the targets, exact for logits of any size."
"""


def cross_entropy(logits: Float[Tensor, "N V"], targets: Int[Tensor, " N"]) -> Float[Tensor, ""]:
    shifted = logits - logits.max(1, keepdim=True).values
    shifted = shifted.clamp(min=-100)
    log_sum = shifted.exp().sum(1).log()
    picked = shifted[torch.arange(len(targets), device=logits.device), targets]
    return (log_sum - picked).mean()
