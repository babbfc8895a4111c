"""A linear schedule.

says: The rate falls in a straight line
"""


def lr_decay(step, steps, lr):
    return lr * (1 - step / steps)
