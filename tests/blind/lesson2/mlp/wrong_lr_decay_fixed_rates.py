"""0.1 and 0.01 whatever lr.

exercise: lr_decay
contradicts: "The rate for one step of a run: `lr` in the first half of the run, a tenth of it in the second."
"""


def lr_decay(step: int, steps: int, lr: float) -> float:
    return 0.1 if step < steps / 2 else 0.01
