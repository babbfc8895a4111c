"""The number of drops as a power of a tenth."""


def lr_decay(step, steps, lr):
    return lr * 0.1 ** (2 * step // steps)
