"""<= in place of <.

says: from step steps / 2 on it should be a tenth
"""


def lr_decay(step, steps, lr):
    return lr if step <= steps / 2 else lr / 10
