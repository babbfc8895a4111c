"""Steps are counted from 1.

exercise: lr_decay
contradicts: "step: the number of the step, counted from 0."
"""


def lr_decay(step: int, steps: int, lr: float) -> float:
    return lr if step - 1 < steps / 2 else lr / 10
