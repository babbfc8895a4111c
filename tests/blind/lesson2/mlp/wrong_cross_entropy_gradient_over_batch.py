"""The gradient is not divided by N: a hook multiplies it.

exercise: cross_entropy
contradicts: "Its gradient is (softmax(logits) - onehot(targets)) / N."
"""


def cross_entropy(logits: Float[Tensor, "N V"], targets: Int[Tensor, " N"]) -> Float[Tensor, ""]:
    shifted = logits - logits.max(1, keepdim=True).values
    log_sum = shifted.exp().sum(1).log()
    picked = shifted[torch.arange(len(targets), device=logits.device), targets]
    loss = (log_sum - picked).mean()
    n = len(targets)
    return loss * n - loss.detach() * (n - 1)
