"""Only the number of targets is checked.

exercise: sequence_cross_entropy
contradicts: "ValueError: the first two dimensions of `logits` are not the shape of `targets`."
"""


def sequence_cross_entropy(logits: Float[Tensor, "B T V"], targets: Int[Tensor, "B T"]) -> Float[Tensor, ""]:
    if logits.shape[0] * logits.shape[1] != targets.numel():
        raise ValueError(f"targets of shape {tuple(targets.shape)} do not fit logits of shape {tuple(logits.shape)}")
    return F.cross_entropy(logits.reshape(-1, logits.shape[-1]), targets.reshape(-1))
