"""Half of the rate in place of a tenth.

says: The rate is halved
"""


def lr_decay(step, steps, lr):
    return lr if step < steps / 2 else lr / 2
