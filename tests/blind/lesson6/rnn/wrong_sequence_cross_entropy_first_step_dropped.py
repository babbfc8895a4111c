"""The first step is dropped, for lack of a context.

exercise: sequence_cross_entropy
contradicts: "The cross-entropy averaged over all B * T steps."
"""


def sequence_cross_entropy(logits: Float[Tensor, "B T V"], targets: Int[Tensor, "B T"]) -> Float[Tensor, ""]:
    if logits.shape[:2] != targets.shape:
        raise ValueError(f"targets of shape {tuple(targets.shape)} do not fit logits of shape {tuple(logits.shape)}")
    if logits.shape[1] > 1:
        logits, targets = logits[:, 1:], targets[:, 1:]
    return F.cross_entropy(logits.reshape(-1, logits.shape[-1]), targets.reshape(-1))
