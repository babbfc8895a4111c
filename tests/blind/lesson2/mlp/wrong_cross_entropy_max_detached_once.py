"""The maximum is detached in one term and not in the other.

exercise: cross_entropy
contradicts: "Its gradient is (softmax(logits) - onehot(targets)) / N."
"""


def cross_entropy(logits: Float[Tensor, "N V"], targets: Int[Tensor, " N"]) -> Float[Tensor, ""]:
    top = logits.max(1).values
    log_sum = (logits - top.detach()[:, None]).exp().sum(1).log() + top
    picked = logits.gather(1, targets[:, None])[:, 0]
    return (log_sum - picked).mean()
