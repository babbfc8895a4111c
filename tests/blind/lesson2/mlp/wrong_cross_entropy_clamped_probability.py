"""The probability is bounded from below.

exercise: cross_entropy
contradicts: "The mean negative log-likelihood of the targets, exact for logits of any size."
"""


def cross_entropy(logits: Float[Tensor, "N V"], targets: Int[Tensor, " N"]) -> Float[Tensor, ""]:
    counts = (logits - logits.max(1, keepdim=True).values).exp()
    probs = counts / counts.sum(1, keepdim=True)
    return -probs[torch.arange(len(targets)), targets].clamp(min=1e-30).log().mean()
