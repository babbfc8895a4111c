"""0.1 and 0.01, whatever lr is.

says: lr is not used
"""


def lr_decay(step, steps, lr):
    return 0.1 if step < steps / 2 else 0.01
