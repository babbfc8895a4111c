"""log_softmax and gather, no flattening; logits made contiguous first."""

from torch import Tensor


def sequence_cross_entropy(logits: Tensor, targets: Tensor) -> Tensor:
    if logits.size()[:2] != targets.size():
        raise ValueError("shape")
    return -logits.contiguous().log_softmax(-1).gather(-1, targets.unsqueeze(-1)).mean()
