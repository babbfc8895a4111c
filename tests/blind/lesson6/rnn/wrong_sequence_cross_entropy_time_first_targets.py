"""The targets are flattened time first.

exercise: sequence_cross_entropy
contradicts: "the logits of row b at time t, `logits[b, t]`, belong to `targets[b, t]`."
"""


def sequence_cross_entropy(logits: Float[Tensor, "B T V"], targets: Int[Tensor, "B T"]) -> Float[Tensor, ""]:
    if logits.shape[:2] != targets.shape:
        raise ValueError(f"targets of shape {tuple(targets.shape)} do not fit logits of shape {tuple(logits.shape)}")
    return F.cross_entropy(logits.reshape(-1, logits.shape[-1]), targets.T.reshape(-1))
