"""0.1 is subtracted in place of a division.

says: A number is subtracted
"""


def lr_decay(step, steps, lr):
    return lr if step < steps / 2 else lr - 0.1
