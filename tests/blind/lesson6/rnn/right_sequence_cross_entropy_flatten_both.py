"""flatten, with the shapes compared as lists."""


def sequence_cross_entropy(logits, targets):
    B, T, V = logits.shape
    if list(targets.shape) != [B, T]:
        raise ValueError("every step needs a target")
    return F.cross_entropy(logits.flatten(0, 1), targets.flatten(), reduction="sum") / (B * T)
