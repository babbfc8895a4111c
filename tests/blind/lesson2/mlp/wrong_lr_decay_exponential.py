"""Falls exponentially to a tenth.

exercise: lr_decay
contradicts: "The rate for one step of a run: `lr` in the first half of the run, a tenth of it in the second."
"""


def lr_decay(step: int, steps: int, lr: float) -> float:
    return lr * 0.1 ** (step / steps)
