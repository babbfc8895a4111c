"""An odd number of steps is halved downwards.

exercise: lr_decay
contradicts: "steps: the number of steps in the whole run; the second half begins at step = steps / 2."
"""


def lr_decay(step: int, steps: int, lr: float) -> float:
    return lr if step < steps // 2 else lr / 10
