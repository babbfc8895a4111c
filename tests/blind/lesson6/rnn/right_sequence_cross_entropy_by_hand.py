"""logsumexp and gather."""


def sequence_cross_entropy(logits: Float[Tensor, "B T V"], targets: Int[Tensor, "B T"]) -> Float[Tensor, ""]:
    if logits.shape[:2] != targets.shape:
        raise ValueError(f"targets of shape {tuple(targets.shape)} do not fit logits of shape {tuple(logits.shape)}")
    picked = logits.gather(2, targets.unsqueeze(2)).squeeze(2)
    return (logits.logsumexp(2) - picked).mean()
