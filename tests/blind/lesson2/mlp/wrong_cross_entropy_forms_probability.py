"""The probability is formed and then its logarithm.

exercise: cross_entropy
contradicts: "And never form the probability: the logarithm of a quotient is a difference"
"""


def cross_entropy(logits: Float[Tensor, "N V"], targets: Int[Tensor, " N"]) -> Float[Tensor, ""]:
    counts = (logits - logits.max(1, keepdim=True).values).exp()
    probs = counts / counts.sum(1, keepdim=True)
    return -probs[torch.arange(len(targets)), targets].log().mean()
