"""The rate is a tenth all the time.

says: The rate was lowered too early
"""


def lr_decay(step, steps, lr):
    return lr / 10
