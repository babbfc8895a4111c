"""An early return, in whole numbers."""


def lr_decay(step: int, steps: int, lr: float) -> float:
    if 2 * step >= steps:
        return 0.1 * lr
    return lr
