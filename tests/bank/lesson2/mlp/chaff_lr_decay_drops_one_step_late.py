"""<= in place of <.

says: The rate drops one step too late
"""


def lr_decay(step, steps, lr):
    return lr if step <= steps / 2 else lr / 10
