"""A power of a tenth."""


def lr_decay(step: int, steps: int, lr: float) -> float:
    return lr * 0.1 ** (2 * step // steps)
