"""The lecture's step is written into the function.

says: The rate drops at step 100,000
says: The rate was not lowered
"""


def lr_decay(step, steps, lr):
    return lr if step < 100_000 else lr / 10
