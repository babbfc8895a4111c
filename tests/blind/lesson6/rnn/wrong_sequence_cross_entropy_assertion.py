"""An AssertionError.

exercise: sequence_cross_entropy
contradicts: "ValueError: the first two dimensions of `logits` are not the shape of `targets`."
"""


def sequence_cross_entropy(logits: Float[Tensor, "B T V"], targets: Int[Tensor, "B T"]) -> Float[Tensor, ""]:
    assert logits.shape[:2] == targets.shape
    return F.cross_entropy(logits.reshape(-1, logits.shape[-1]), targets.reshape(-1))
