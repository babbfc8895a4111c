"""The half is rounded down.

says: before step steps / 2 it should be lr
"""


def lr_decay(step, steps, lr):
    return lr if step < steps // 2 else lr / 10
