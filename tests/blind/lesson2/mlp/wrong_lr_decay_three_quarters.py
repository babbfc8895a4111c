"""Drops after three quarters.

exercise: lr_decay
contradicts: "The rate for one step of a run: `lr` in the first half of the run, a tenth of it in the second."
"""


def lr_decay(step: int, steps: int, lr: float) -> float:
    return lr if step < 0.75 * steps else lr / 10
