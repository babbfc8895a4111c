"""<= in place of <.

says: from step steps / 2 on it is a tenth
"""


def lr_decay(step, steps, lr):
    return lr if step <= steps / 2 else lr / 10
