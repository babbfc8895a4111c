"""The small rate comes first.

says: The rates are the wrong way round
"""


def lr_decay(step, steps, lr):
    return lr / 10 if step < steps / 2 else lr
