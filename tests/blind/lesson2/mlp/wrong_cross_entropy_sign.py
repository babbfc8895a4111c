"""The mean log-likelihood, without the change of sign.

exercise: cross_entropy
contradicts: "The mean negative log-likelihood of the targets, exact for logits of any size."
"""


def cross_entropy(logits: Float[Tensor, "N V"], targets: Int[Tensor, " N"]) -> Float[Tensor, ""]:
    shifted = logits - logits.max(1, keepdim=True).values
    log_sum = shifted.exp().sum(1).log()
    picked = shifted[torch.arange(len(targets), device=logits.device), targets]
    return (picked - log_sum).mean()
