"""Subtracts 0.1 instead of dividing by ten.

exercise: lr_decay
contradicts: "The rate for one step of a run: `lr` in the first half of the run, a tenth of it in the second."
"""


def lr_decay(step: int, steps: int, lr: float) -> float:
    return lr if step < steps / 2 else lr - 0.1
