"""The second half begins one step early.

exercise: lr_decay
contradicts: "steps: the number of steps in the whole run; the second half begins at step = steps / 2."
"""


def lr_decay(step: int, steps: int, lr: float) -> float:
    return lr if step + 1 < steps / 2 else lr / 10
