"""The rate falls to a tenth bit by bit.

says: The rate falls bit by bit
"""


def lr_decay(step, steps, lr):
    return lr * 0.1 ** (step / steps)
