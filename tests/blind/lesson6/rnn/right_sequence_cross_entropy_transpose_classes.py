"""F.cross_entropy with the classes in dimension 1."""


def sequence_cross_entropy(logits: Float[Tensor, "B T V"], targets: Int[Tensor, "B T"]) -> Float[Tensor, ""]:
    if logits.shape[:2] != targets.shape:
        raise ValueError(f"targets of shape {tuple(targets.shape)} do not fit logits of shape {tuple(logits.shape)}")
    return F.cross_entropy(logits.transpose(1, 2), targets)
