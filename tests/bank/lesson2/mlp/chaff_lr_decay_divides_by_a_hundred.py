"""A hundredth in place of a tenth.

says: The rate is a hundredth
"""


def lr_decay(step, steps, lr):
    return lr if step < steps / 2 else lr / 100
