"""Twice the step against steps."""


def lr_decay(step: int, steps: int, lr: float) -> float:
    return lr * (0.1 if 2 * step >= steps else 1.0)
