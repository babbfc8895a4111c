"""The sum over rows of means over time.

exercise: sequence_cross_entropy
contradicts: "A scalar: the mean over rows and steps (not their sum, and not the sum over time of means over rows)."
"""


def sequence_cross_entropy(logits: Float[Tensor, "B T V"], targets: Int[Tensor, "B T"]) -> Float[Tensor, ""]:
    if logits.shape[:2] != targets.shape:
        raise ValueError(f"targets of shape {tuple(targets.shape)} do not fit logits of shape {tuple(logits.shape)}")
    return sum(F.cross_entropy(logits[b], targets[b]) for b in range(len(targets)))
